import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rocAuc } from '../../src/evaluation/roc-auc.js'
import { someScores } from './score-arbitraries.js'

describe('rocAuc', () => {
  it('equals the share of couples in which the positive is ahead, ties half', () => {
    fc.assert(
      fc.property(someScores, someScores, (positives, negatives) => {
        const couples = positives.flatMap((a) => negatives.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)))
        const share = couples.reduce((sum, win) => sum + win, 0) / couples.length
        expect(rocAuc(positives, negatives)).toBeCloseTo(share, 12)
      }),
    )
  })

  it('turns over when the sides are exchanged', () => {
    fc.assert(
      fc.property(someScores, someScores, (a, b) => {
        expect(rocAuc(a, b)! + rocAuc(b, a)!).toBeCloseTo(1, 12)
      }),
    )
  })

  it('is undefined with one class only', () => {
    expect(rocAuc([], [0.5])).toBeNull()
    expect(rocAuc([0.5], [])).toBeNull()
  })

  it('leaves its arguments as they are', () => {
    const positives = [0.9, 0.1]
    rocAuc(positives, [0.5])
    expect(positives).toEqual([0.9, 0.1])
  })
})
