import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { PairMemo } from '../../src/text/pair-memo.js'

const id = fc.nat(65_535)

test('PairMemo gives back what was set last for a pair, in either order, or has forgotten it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(id, id, fc.nat(2 ** 31 - 1)), { minLength: 1 }), (entries) => {
      const memo = new PairMemo()
      const known = new Map<string, number>()
      for (const [a, b, value] of entries) {
        memo.set(a, b, value)
        known.set(`${Math.min(a, b)} ${Math.max(a, b)}`, value)
        expect(memo.get(b, a)).toBe(value)
      }
      for (const [a, b] of entries) expect([-1, known.get(`${Math.min(a, b)} ${Math.max(a, b)}`)]).toContain(memo.get(a, b))
    }),
  )
})

test('PairMemo knows nothing of a pair that was never set, and keeps a zero', () => {
  const memo = new PairMemo()
  expect(memo.get(0, 0)).toBe(-1)
  memo.set(0, 0, 0)
  expect(memo.get(0, 0)).toBe(0)
  expect(memo.get(0, 1)).toBe(-1)
})
