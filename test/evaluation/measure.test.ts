import { describe, expect, it } from 'vitest'
import { measure } from '../../src/evaluation/measure.js'

describe('measure', () => {
  it('leaves undefined figures null on a file of one class', () => {
    expect(measure({ positives: [], negatives: [0.2, 0.9], latenciesMs: [1, 2] }, 0.5)).toEqual({
      examples: 2,
      positives: 0,
      negatives: 2,
      threshold: 0.5,
      precision: 0,
      recall: null,
      f1: 0,
      accuracy: 0.5,
      aucRoc: null,
      expectedCalibrationError: expect.closeTo(0.55),
      truePositives: 0,
      falsePositives: 1,
      trueNegatives: 1,
      falseNegatives: 0,
      falseHitRate: 0.5,
      latencyMsP50: 1.5,
    })
  })
})
