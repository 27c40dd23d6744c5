import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VectorIndex } from '../../src/ann/vector-index.js'
import { dot, randomVectors, unit, unitVector } from './vectors.js'

const DIMENSIONS = 8

type Command =
  | { readonly type: 'add'; readonly label: number; readonly embedding: Float32Array }
  | { readonly type: 'remove'; readonly labels: readonly number[] }
  | { readonly type: 'settle' }

const label = fc.integer({ min: 0, max: 24 })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('add' as const), label, embedding: unitVector(DIMENSIONS) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('remove' as const), labels: fc.array(label, { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('settle' as const) }) },
)

/** What a test may do to an index besides what the port allows: bring what is slow or in the background to its end. */
export interface IndexUnderTest {
  readonly index: VectorIndex
  readonly settle: () => Promise<void>
}

/** What every `VectorIndex` must do; small sizes, where an approximate index has no excuse. */
export function describeVectorIndex(name: string, create: (dimensions: number) => Promise<IndexUnderTest>): void {
  test(`${name} finds what a plain comparison finds, after any additions, replacements and removals`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { maxLength: 60 }),
        unitVector(DIMENSIONS),
        fc.integer({ min: 1, max: 30 }),
        async (commands, query, k) => {
          const { index, settle } = await create(DIMENSIONS)
          const model = new Map<number, Float32Array>()
          for (const step of commands) {
            if (step.type === 'settle') await settle()
            else if (step.type === 'add') {
              index.add(step.label, step.embedding)
              model.set(step.label, step.embedding)
            } else {
              const present = new Set(step.labels.filter((each) => model.has(each)))
              expect(index.remove(step.labels)).toBe(present.size)
              for (const each of present) model.delete(each)
            }
          }
          const accept = (each: number) => each % 3 !== 0
          for (const filter of [undefined, accept]) {
            const expected = [...model].filter(([each]) => filter?.(each) ?? true).map(([, embedding]) => dot(query, embedding))
            const found = index.search(query, k, filter)
            expectClose(
              found.map(({ similarity }) => similarity),
              expected.sort((a, b) => b - a).slice(0, k),
            )
            expect(new Set(found.map((neighbour) => neighbour.label)).size).toBe(found.length)
            for (const neighbour of found) {
              expect(filter?.(neighbour.label) ?? true).toBe(true)
              expect(neighbour.similarity).toBeCloseTo(dot(query, model.get(neighbour.label)!), 5)
            }
          }
          expect(index.size).toBe(model.size)
          index.close()
        },
      ),
      { numRuns: 25 },
    )
  }, 30_000)

  test(`${name} never returns fewer than are accepted, however many nearer ones are not`, async () => {
    const { index, settle } = await create(DIMENSIONS)
    const vectors = randomVectors(1500, DIMENSIONS, 1)
    vectors.forEach((vector, at) => index.add(at, vector))
    await settle()
    const query = vectors[0]!
    const farthest = index
      .search(query, 1500)
      .slice(-7)
      .map((neighbour) => neighbour.label)
    expect(farthest).toHaveLength(7)
    const found = index.search(query, 5, (each) => farthest.includes(each))
    expect(found.map((neighbour) => neighbour.label)).toEqual(farthest.slice(0, 5))
    expect(index.search(query, 10, (each) => farthest.includes(each))).toHaveLength(7)
    expect(index.search(query, 10, () => false)).toEqual([])
    index.close()
  })

  test(`${name} gives exact similarities of the labels it has and NaN for others`, async () => {
    const { index, settle } = await create(DIMENSIONS)
    const vectors = randomVectors(20, DIMENSIONS, 2)
    vectors.slice(0, 10).forEach((vector, at) => index.add(at, vector))
    await settle()
    vectors.slice(10).forEach((vector, at) => index.add(at + 10, vector))
    index.remove([4, 14])
    const found = index.similarities(vectors[0]!, [3, 4, 13, 14, 99])
    expect([...found.keys()].filter((at) => Number.isNaN(found[at]))).toEqual([1, 3, 4])
    expect(found[0]).toBeCloseTo(dot(vectors[0]!, vectors[3]!), 5)
    expect(found[2]).toBeCloseTo(dot(vectors[0]!, vectors[13]!), 5)
    expect([3, 4, 13, 14, 99].map((each) => index.has(each))).toEqual([true, false, true, false, false])
    index.close()
  })

  test(`${name} copies embeddings`, async () => {
    const { index } = await create(2)
    const embedding = unit(1, 0)
    index.add(1, embedding)
    embedding.set([0, 1])
    expect(index.search(unit(1, 0), 1)[0]!.similarity).toBeCloseTo(1)
    index.close()
  })

  test.each([
    ['a label that is no 32-bit integer', 1.5, unit(1, 0)],
    ['a negative label', -1, unit(1, 0)],
    ['a label over 32 bits', 2 ** 32, unit(1, 0)],
    ['NaN', 1, Float32Array.of(Number.NaN, 0)],
    ['infinity', 1, Float32Array.of(0, Number.POSITIVE_INFINITY)],
    ['another length', 1, unit(1, 0, 0)],
  ])(`${name} refuses %s and keeps what it had`, async (_what, bad, embedding) => {
    const { index, settle } = await create(2)
    index.add(1, unit(0, 1))
    await settle()
    expect(() => index.add(bad, embedding)).toThrow(expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }))
    expect(index.search(unit(0, 1), 5)).toEqual([{ label: 1, similarity: 1 }])
    index.close()
  })

  test(`${name} takes the smallest and the largest label`, async () => {
    const { index, settle } = await create(2)
    index.add(0, unit(1, 0))
    index.add(2 ** 32 - 1, unit(1, 1))
    await settle()
    expect(index.search(unit(1, 0), 2).map((neighbour) => neighbour.label)).toEqual([0, 2 ** 32 - 1])
    index.close()
  })

  test(`${name} refuses a bad query`, async () => {
    const { index } = await create(2)
    index.add(1, unit(0, 1))
    for (const query of [unit(1, 0, 0), Float32Array.of(Number.NaN, 1)]) {
      expect(() => index.search(query, 1)).toThrow(expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }))
      expect(() => index.similarities(query, [1])).toThrow(expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }))
    }
    index.close()
  })

  test(`${name} is empty again when all is removed, and usable`, async () => {
    const { index, settle } = await create(2)
    for (let each = 0; each < 300; each++) index.add(each, unit(each + 1, 1))
    await settle()
    expect(index.remove(Array.from({ length: 400 }, (_, each) => each))).toBe(300)
    expect(index.size).toBe(0)
    expect(index.search(unit(1, 0), 3)).toEqual([])
    index.add(7, unit(1, 0))
    await settle()
    expect(index.search(unit(1, 0), 3)).toEqual([{ label: 7, similarity: 1 }])
    index.close()
  })
}

/** Compares by value: of two equally near ones either may come first. */
function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length)
  found.forEach((similarity, at) => expect(similarity).toBeCloseTo(expected[at]!, 5))
}
