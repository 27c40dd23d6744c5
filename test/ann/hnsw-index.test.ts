import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExactIndex } from '../../src/ann/exact-index.js'
import { HnswGraph } from '../../src/ann/hnsw-graph.js'
import { HnswIndex } from '../../src/ann/hnsw-index.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { randomVectors, unit } from './vectors.js'
import { describeVectorIndex } from './vector-index-contract.js'

const ALL = Number.POSITIVE_INFINITY

async function createIndex(dimensions: number): Promise<HnswIndex> {
  return HnswIndex.over(new ExactIndex(new VectorArena(dimensions)), await HnswGraph.create(dimensions, 4))
}

/** Share of the exact k nearest that the index finds too. */
function recallOf(
  index: HnswIndex,
  exact: ExactIndex,
  queries: readonly Float32Array[],
  k: number,
  accept?: (label: number) => boolean,
): number {
  let found = 0
  for (const query of queries) {
    const nearest = new Set(exact.search(query, k, accept).map(({ label }) => label))
    found += index.search(query, k, accept).filter(({ label }) => nearest.has(label)).length / nearest.size
  }
  return found / queries.length
}

describe('contract', () => {
  describeVectorIndex('HnswIndex', async (dimensions) => {
    const index = await createIndex(dimensions)
    return { index, settle: async () => index.settle(ALL) }
  })
})

describe('HnswIndex', () => {
  test('finds at least 95 of 100 of the nearest that exact search finds, also with a filter, after removals and additions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(16, 32), async (seed, dimensions) => {
        const vectors = randomVectors(1600, dimensions, seed)
        const index = await createIndex(dimensions)
        const exact = new ExactIndex(new VectorArena(dimensions))
        const add = (from: number, to: number) => {
          for (let label = from; label < to; label++) {
            index.add(label, vectors[label]!)
            exact.add(label, vectors[label]!)
          }
        }
        add(0, 1000)
        index.settle(ALL)
        const gone = Array.from({ length: 300 }, (_, at) => at * 3)
        expect(index.remove(gone)).toBe(300)
        exact.remove(gone)
        add(1000, 1500)
        index.settle(400)
        add(0, 60)
        const queries = vectors.slice(1560)
        expect(recallOf(index, exact, queries, 5)).toBeGreaterThanOrEqual(0.95)
        expect(recallOf(index, exact, queries, 32)).toBeGreaterThanOrEqual(0.95)
        expect(recallOf(index, exact, queries, 5, (label) => label % 4 === 1)).toBeGreaterThanOrEqual(0.95)
      }),
      { numRuns: 3 },
    )
  }, 30_000)

  test('gives the k nearest of its own similarities in order, as exact search computes them', async () => {
    const vectors = randomVectors(400, 16, 3)
    const index = await createIndex(16)
    const exact = new ExactIndex(new VectorArena(16))
    vectors.forEach((vector, label) => {
      index.add(label, vector)
      exact.add(label, vector)
    })
    index.settle(200)
    const found = index.search(vectors[9]!, 8)
    expect([
      ...exact.similarities(
        vectors[9]!,
        found.map(({ label }) => label),
      ),
    ]).toEqual(found.map(({ similarity }) => similarity))
    expect(found.map(({ similarity }) => similarity)).toEqual(found.map(({ similarity }) => similarity).sort((a, b) => b - a))
  })

  test('takes waiting labels into the graph as many at a time as it is told', async () => {
    const index = await createIndex(4)
    randomVectors(10, 4, 4).forEach((vector, label) => index.add(label, vector))
    expect(index.waitingCount).toBe(10)
    index.settle(3)
    expect(index.waitingCount).toBe(7)
    expect(index.size).toBe(10)
    index.settle(ALL)
    expect(index.waitingCount).toBe(0)
  })

  test('serves the new embedding of a label that is added again, before and after it settles', async () => {
    const index = await createIndex(2)
    index.add(1, unit(1, 0))
    index.settle(ALL)
    index.add(1, unit(0, 1))
    expect(index.search(unit(0, 1), 5)).toEqual([{ label: 1, similarity: 1 }])
    index.settle(ALL)
    expect(index.search(unit(0, 1), 5)).toEqual([{ label: 1, similarity: 1 }])
  })

  test('says that it is worn once most nodes of its graph were removed', async () => {
    const index = await createIndex(4)
    randomVectors(10, 4, 5).forEach((vector, label) => index.add(label, vector))
    index.settle(ALL)
    index.remove([0, 1, 2, 3, 4])
    expect(index.isWorn).toBe(false)
    index.remove([5])
    expect(index.isWorn).toBe(true)
  })

  test('turns into an exact index with every embedding it had', async () => {
    const vectors = randomVectors(50, 4, 6)
    const index = await createIndex(4)
    vectors.forEach((vector, label) => index.add(label, vector))
    index.settle(20)
    index.remove([7, 30])
    const exact = index.toExact()
    expect(exact.size).toBe(48)
    expect(exact.search(vectors[31]!, 1)[0]).toMatchObject({ label: 31 })
  })
})

describe('HnswIndex.load', () => {
  const vectors = randomVectors(300, 8, 7)

  const exactOf = (labels: readonly number[]) => {
    const exact = new ExactIndex(new VectorArena(8))
    for (const label of labels) exact.add(label, vectors[label]!)
    return exact
  }
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
  const settled = async (labels: readonly number[]) => {
    const index = HnswIndex.over(exactOf(labels), await HnswGraph.create(8, labels.length))
    index.settle(ALL)
    return index
  }

  test('brings back what was saved: the same answers, nothing waiting', async () => {
    const index = await settled(numbers(0, 200))
    index.remove(numbers(0, 50))
    const loaded = await HnswIndex.load(index.save(), exactOf(numbers(50, 200)))
    expect(loaded.waitingCount).toBe(0)
    for (const query of vectors.slice(200)) expect(loaded.search(query, 10)).toEqual(index.search(query, 10))
  })

  test('passes over labels that are gone and waits for those that are new', async () => {
    const index = await settled(numbers(0, 200))
    const loaded = await HnswIndex.load(index.save(), exactOf(numbers(100, 300)))
    expect(loaded.size).toBe(200)
    expect(loaded.waitingCount).toBe(100)
    for (const query of vectors) expect(loaded.search(query, 5)).toEqual(exactOf(numbers(100, 300)).search(query, 5))
    loaded.settle(ALL)
    expect(loaded.waitingCount).toBe(0)
    expect(loaded.search(vectors[250]!, 1)[0]!.label).toBe(250)
  })

  test('saves an empty index too', async () => {
    const loaded = await HnswIndex.load((await settled([])).save(), exactOf([3]))
    expect(loaded.search(vectors[3]!, 5).map(({ label }) => label)).toEqual([3])
  })

  test('refuses bytes that were cut, altered or made up, wherever, and leaves the exact index alone', async () => {
    const saved = (await settled(numbers(0, 40))).save()
    const exact = exactOf([1])
    const refused = async (bytes: Uint8Array) => {
      await expect(HnswIndex.load(bytes, exact)).rejects.toMatchObject({ code: 'SMARTMEMO_VECTOR_INDEX' })
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(saved.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        await refused(saved.subarray(0, at))
        const altered = saved.slice()
        altered[at]! ^= flip
        await refused(altered)
      }),
      {
        numRuns: 100,
        examples: [
          [0, 1],
          [4, 1],
          [8, 1],
          [12, 1],
          [16, 255],
          [23, 1],
          [24, 1],
        ],
      },
    )
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), refused), { numRuns: 100 })
    expect(exact.search(vectors[1]!, 1)[0]!.label).toBe(1)
  })

  test('refuses the graph of another encoder', async () => {
    const saved = (await settled(numbers(0, 5))).save()
    await expect(HnswIndex.load(saved, new ExactIndex(new VectorArena(16)))).rejects.toMatchObject({
      code: 'SMARTMEMO_VECTOR_INDEX',
    })
  })
})
