import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedCalibrationError, reliabilityBins } from '../../src/evaluation/reliability.js'
import { scores, someScores } from './score-arbitraries.js'

describe('expectedCalibrationError', () => {
  it('equals the weighted gaps of bins that are filled one by one', () => {
    fc.assert(
      fc.property(someScores, scores, (positives, negatives) => {
        const all = [...positives.map((value) => ({ value, label: 1 })), ...negatives.map((value) => ({ value, label: 0 }))]
        let error = 0
        for (let bin = 0; bin < 10; bin++) {
          const inside = all.filter(({ value }) => Math.min(9, Math.floor(value * 10)) === bin)
          const sum = inside.reduce((total, { value, label }) => total + value - label, 0)
          error += Math.abs(sum) / all.length
        }
        expect(expectedCalibrationError(reliabilityBins(positives, negatives))).toBeCloseTo(error, 12)
      }),
    )
  })

  it('is 0 for scores that say what happens and 1 for the opposite', () => {
    expect(expectedCalibrationError(reliabilityBins([1, 1], [0]))).toBe(0)
    expect(expectedCalibrationError(reliabilityBins([0, 0], [1]))).toBe(1)
    expect(expectedCalibrationError(reliabilityBins([0.25], [0.25, 0.25, 0.25]))).toBe(0)
  })

  it('is undefined without pairs', () => {
    expect(expectedCalibrationError(reliabilityBins([], []))).toBeNull()
  })
})

describe('reliabilityBins', () => {
  it('counts every pair once, also at the ends and beyond them', () => {
    const bins = reliabilityBins([1, 0, 1.2], [-0.4, 0.1, 0.999])
    expect(bins.map(({ count }) => count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 3])
    expect(bins[0]).toMatchObject({ from: 0, to: 0.1, meanScore: 0, equivalentShare: 0.5 })
    expect(bins[2]).toMatchObject({ meanScore: null, equivalentShare: null })
  })
})
