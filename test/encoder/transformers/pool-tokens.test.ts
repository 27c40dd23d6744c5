import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poolTokens } from '../../../src/encoder/transformers/pool-tokens.js'

const DIMENSIONS = 3

describe('poolTokens', () => {
  it('poolTokens leaves out the padding after a text and the texts around it', () => {
    const hidden = Float32Array.of(9, 9, 9, /* the text: */ 1, 0, 0, 0, 2, 0, /* padding: */ 7, 7, 7)
    const length = Math.sqrt(0.25 + 1)
    const embedding = poolTokens(hidden, 1, 2, DIMENSIONS, 'mean')
    expect(embedding[0]).toBeCloseTo(0.5 / length, 6)
    expect(embedding[1]).toBeCloseTo(1 / length, 6)
    expect(embedding[2]).toBe(0)
    expect([...poolTokens(hidden, 1, 2, DIMENSIONS, 'cls')]).toEqual([1, 0, 0])
  })

  it('poolTokens gives unit length, or zeros for a sum of zeros', () => {
    const rows = fc.array(fc.float({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true }), {
      minLength: 12,
      maxLength: 12,
    })
    fc.assert(
      fc.property(rows, fc.constantFrom('mean' as const, 'cls' as const), (rows, pooling) => {
        const embedding = poolTokens(Float32Array.from(rows), 0, 4, DIMENSIONS, pooling)
        const length = Math.hypot(...embedding)
        if (embedding.some((value) => value !== 0)) expect(length).toBeCloseTo(1, 5)
      }),
    )
  })
})
