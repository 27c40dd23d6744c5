import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreHistogram } from '../../src/evaluation/score-histogram.js'
import { scores } from './score-arbitraries.js'

describe('scoreHistogram', () => {
  it('counts every pair once', () => {
    fc.assert(
      fc.property(scores, scores, fc.integer({ min: 1, max: 30 }), (positives, negatives, count) => {
        const bins = scoreHistogram(positives, negatives, { low: 0, high: 1, count })
        expect(bins).toHaveLength(count)
        expect(bins.reduce((sum, bin) => sum + bin.positives, 0)).toBe(positives.length)
        expect(bins.reduce((sum, bin) => sum + bin.negatives, 0)).toBe(negatives.length)
      }),
    )
  })

  it('puts the ends of the scale, and what lies beyond, into the bins at the ends', () => {
    const bins = scoreHistogram([-0.7, -0.5, 1, 1.1], [0.2], { low: -0.5, high: 1, count: 3 })
    expect(bins).toEqual([
      { from: -0.5, to: 0, positives: 2, negatives: 0 },
      { from: 0, to: 0.5, positives: 0, negatives: 1 },
      { from: 0.5, to: 1, positives: 2, negatives: 0 },
    ])
  })
})
