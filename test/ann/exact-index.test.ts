import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExactIndex } from '../../src/ann/exact-index.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { randomVectors, unit } from './vectors.js'
import { describeVectorIndex } from './vector-index-contract.js'

describe('contract', () => {
  describeVectorIndex('ExactIndex', async (dimensions) => ({
    index: new ExactIndex(new VectorArena(dimensions)),
    settle: async () => {},
  }))
})

describe('ExactIndex', () => {
  test('finds, large enough to estimate first, the same as comparing all, also among near-equal and equal embeddings', () => {
    const spread = fc.constantFrom(0, 1e-4, 0.05, 1)
    fc.assert(
      fc.property(
        fc.nat(),
        spread,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 5 }),
        (seed, spreadBy, k, every) => {
          const [centre, ...others] = randomVectors(1300, 24, seed)
          const index = new ExactIndex(new VectorArena(24))
          others.forEach((vector, label) => index.add(label, unit(...vector.map((value, at) => centre![at]! + spreadBy * value))))
          index.remove([3, 700])
          const accept = (label: number) => label % every === 0
          const labels = index.labels().filter(accept)
          const similarities = index.similarities(centre!, labels)
          const expected = [...similarities].sort((a, b) => b - a).slice(0, k)
          const found = index.search(centre!, k, accept)
          expect(found.map(({ similarity }) => similarity)).toEqual(expected)
          for (const { label, similarity } of found) expect(similarity).toBe(similarities[labels.indexOf(label)])
        },
      ),
      { numRuns: 12 },
    )
  })

  test('asks about few of many labels whether they are accepted', () => {
    const vectors = randomVectors(5000, 64, 1)
    const index = new ExactIndex(new VectorArena(64))
    vectors.forEach((vector, label) => index.add(label, vector))
    let asked = 0
    index.search(vectors[7]!, 5, () => ++asked > 0)
    expect(asked).toBeLessThan(500)
  })
})
