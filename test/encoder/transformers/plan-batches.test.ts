import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planBatches } from '../../../src/encoder/transformers/plan-batches.js'

const lengths = fc.array(fc.integer({ min: 2, max: 256 }), { maxLength: 60 })
const limits = fc.record({ maxTexts: fc.integer({ min: 1, max: 16 }), maxTokens: fc.integer({ min: 2, max: 2048 }) })

describe('planBatches', () => {
  it('planBatches puts every text into one batch', () => {
    fc.assert(
      fc.property(lengths, limits, (lengths, limits) => {
        const indexes = planBatches(lengths, limits).flat()
        expect(indexes.sort((a, b) => a - b)).toEqual(lengths.map((_, index) => index))
      }),
    )
  })

  it('planBatches keeps both limits, padding included, but for a text that is too long by itself', () => {
    fc.assert(
      fc.property(lengths, limits, (lengths, limits) => {
        for (const batch of planBatches(lengths, limits)) {
          expect(batch.length).toBeLessThanOrEqual(limits.maxTexts)
          const padded = batch.length * Math.max(...batch.map((index) => lengths[index]!))
          if (batch.length > 1) expect(padded).toBeLessThanOrEqual(limits.maxTokens)
        }
      }),
    )
  })

  it('planBatches pads short texts to short ones', () => {
    expect(planBatches([256, 4, 250, 5], { maxTexts: 2, maxTokens: 2048 })).toEqual([
      [1, 3],
      [2, 0],
    ])
  })
})
