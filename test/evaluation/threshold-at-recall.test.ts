import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thresholdAtRecall } from '../../src/evaluation/threshold-at-recall.js'
import { score, someScores } from './score-arbitraries.js'

describe('thresholdAtRecall', () => {
  it('is the highest threshold that reaches the recall', () => {
    const recall = fc.double({ min: 0.001, max: 1, noNaN: true })
    fc.assert(
      fc.property(someScores, recall, (positives, wanted) => {
        const recallAt = (threshold: number) => positives.filter((value) => value >= threshold).length / positives.length
        const highest = Math.max(...positives.filter((value) => recallAt(value) >= wanted - 1e-9))
        expect(thresholdAtRecall(positives, wanted)).toBe(highest)
      }),
    )
  })

  it('gives back the recall of any threshold that was really used', () => {
    fc.assert(
      fc.property(someScores, score, (positives, threshold) => {
        const recall = positives.filter((value) => value >= threshold).length / positives.length
        const found = thresholdAtRecall(positives, recall)
        if (recall === 0) expect(found).toBeNull()
        else expect(positives.filter((value) => value >= found!).length / positives.length).toBe(recall)
      }),
    )
  })

  it('is undefined without equivalent pairs', () => {
    expect(thresholdAtRecall([], 0.5)).toBeNull()
  })
})
