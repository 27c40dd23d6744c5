import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from '../../src/evaluation/wilson-interval.js'

describe('wilsonInterval', () => {
  it('has the ends at which the share lies 1.96 standard errors away', () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)))
    fc.assert(
      fc.property(counts, ([count, total]) => {
        const { low, high } = wilsonInterval(count, total)!
        const share = count / total
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
        for (const end of [low, high]) {
          if (end === 0 || end === 1) continue
          const standardErrors = Math.abs(share - end) / Math.sqrt((end * (1 - end)) / total)
          expect(standardErrors).toBeCloseTo(1.959964, 5)
        }
      }),
    )
  })

  it.each([
    [0, 10, 0, 0.2775],
    [1, 10, 0.0179, 0.4042],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
  ])('gives the tabulated interval of %i in %i', (count, total, low, high) => {
    const interval = wilsonInterval(count, total)!
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('is undefined without trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
  })
})
