import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrationTable, chooseThreshold } from '../../src/training/calibration-table.js'

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 })

describe('calibrationTable', () => {
  it('promises less harm and less recall the stricter the threshold, with an upper end over the rate', () => {
    fc.assert(
      fc.property(scores, scores, (positives, negatives) => {
        const table = calibrationTable(positives, negatives)!
        for (const [index, row] of table.entries()) {
          expect(row.falseHitRateUpper).toBeGreaterThan(Math.min(row.falseHitRate, 1 - Number.EPSILON))
          const next = table[index + 1]
          if (!next) continue
          expect(next.threshold).toBeGreaterThan(row.threshold)
          expect(next.falseHitRate).toBeLessThanOrEqual(row.falseHitRate)
          expect(next.recall).toBeLessThanOrEqual(row.recall)
        }
      }),
      { seed: 1 },
    )
  })

  it('is null without negatives', () => {
    expect(calibrationTable([0.9], [])).toBeNull()
  })
})

describe('chooseThreshold', () => {
  const row = (threshold: number, falseHitRateUpper: number) => ({ threshold, falseHitRateUpper, falseHitRate: 0, recall: 1 })

  it('takes the lowest that keeps the budget with everything above it', () => {
    expect(chooseThreshold([row(0.5, 0.01), row(0.6, 0.05), row(0.7, 0.02), row(0.8, 0.01)], 0.02)).toBe(0.7)
  })

  it('takes the lowest that does as well as the strictest where none keeps the budget', () => {
    expect(chooseThreshold([row(0.5, 0.2), row(0.6, 0.07), row(0.7, 0.07)], 0.02)).toBe(0.6)
  })
})
