import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/random/seeded-random.js'
import { fitCalibration } from '../../src/training/fit-calibration.js'
import { sigmoid } from '../../src/training/loss.js'

const ones = (count: number) => new Float32Array(count).fill(1)

describe('fitCalibration', () => {
  it('finds the slope and offset that made the labels', () => {
    const random = seededRandom(1)
    const logits = Float32Array.from({ length: 40_000 }, () => 8 * random.share() - 4)
    const labels = logits.map((logit) => (random.share() < sigmoid(0.5 * logit - 1) ? 1 : 0))
    const { slope, offset } = fitCalibration(logits, labels, ones(labels.length))
    expect(slope).toBeCloseTo(0.5, 1)
    expect(offset).toBeCloseTo(-1, 1)
  })

  it('stays finite where the logits part the labels perfectly', () => {
    const { slope, offset } = fitCalibration(Float32Array.of(-9, -8, 8, 9), Float32Array.of(0, 0, 1, 1), ones(4))
    expect(Number.isFinite(slope) && Number.isFinite(offset)).toBe(true)
    // Platt's targets for two pairs a label are 1/4 and 3/4.
    expect(sigmoid(slope * 9 + offset)).toBeLessThan(0.8)
  })

  it('turns scores that are upside down', () => {
    const { slope } = fitCalibration(Float32Array.of(3, 2, -2, -3), Float32Array.of(0, 0, 1, 1), ones(4))
    expect(slope).toBeLessThan(0)
  })

  it('weighs pairs', () => {
    const logits = Float32Array.of(0, 0)
    const { offset } = fitCalibration(logits, Float32Array.of(0, 1), Float32Array.of(1, 9))
    // Weighted mean of the targets 1/3 and 2/3.
    expect(sigmoid(offset)).toBeCloseTo((1 / 3 + 9 * (2 / 3)) / 10, 4)
  })
})
