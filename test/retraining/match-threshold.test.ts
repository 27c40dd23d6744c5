import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchThreshold } from '../../src/retraining/match-threshold.js'

const scores = fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 5, maxLength: 100 })

describe('matchThreshold', () => {
  it('allows clearly fewer false hits than the other classifier has', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: 0.3, max: 0.99, noNaN: true }), (mine, others, threshold) => {
        const allowed = 0.6 * others.filter((score) => score >= threshold).length
        const found = matchThreshold(mine, others, threshold)
        expect(mine.filter((score) => score >= found).length).toBeLessThanOrEqual(allowed)
      }),
      { seed: 1 },
    )
  })

  it('is no stricter than that takes', () => {
    expect(matchThreshold([0.95, 0.9, 0.8, 0.2], [0.99, 0.9, 0.1, 0.1], 0.5)).toBeCloseTo(0.9001, 10)
  })

  it('never goes below one half', () => {
    expect(matchThreshold([0.2, 0.1], [0.1, 0.1], 0.5)).toBe(0.5)
  })
})
