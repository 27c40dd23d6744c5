import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LexicalIndex } from '../../src/ann/lexical-index.js'
import type { LexicalVector } from '../../src/text/lexical-vector.js'
import { cosine, lexicalVector, termCounts } from './lexical-vectors.js'

const label = fc.integer({ min: 0, max: 20 })
const command = fc.oneof(
  { weight: 3, arbitrary: fc.record({ label, vector: termCounts.map(lexicalVector) }) },
  { weight: 2, arbitrary: fc.record({ label, vector: fc.constant(null) }) },
)

describe('LexicalIndex', () => {
  test('finds what a plain comparison finds, after any additions, replacements and removals', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 80 }),
        termCounts.map(lexicalVector),
        fc.integer({ min: 1, max: 25 }),
        (steps, query, k) => {
          const index = new LexicalIndex()
          const model = new Map<number, LexicalVector>()
          for (const step of steps) {
            if (step.vector) {
              index.add(step.label, step.vector)
              model.set(step.label, step.vector)
            } else {
              expect(index.remove(step.label)).toBe(model.delete(step.label))
            }
          }
          expect(index.size).toBe(model.size)
          for (const accept of [undefined, (each: number) => each % 2 === 0]) {
            const expected = [...model]
              .filter(([each]) => accept?.(each) ?? true)
              .map(([, vector]) => cosine(query, vector))
              .filter((similarity) => similarity > 0)
              .sort((a, b) => b - a)
              .slice(0, k)
            const found = index.search(query, k, accept)
            expect(found).toHaveLength(expected.length)
            found.forEach((neighbour, at) => {
              expect(neighbour.similarity).toBeCloseTo(expected[at]!, 6)
              expect(neighbour.similarity).toBeCloseTo(cosine(query, model.get(neighbour.label)!), 6)
              expect(neighbour.similarity).toBe(index.similarity(query, neighbour.label))
            })
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test('leaves out what is no more similar than asked for, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(termCounts.map(lexicalVector), { minLength: 1, maxLength: 30 }),
        termCounts.map(lexicalVector),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (vectors, query, least) => {
          const index = new LexicalIndex()
          vectors.forEach((vector, each) => index.add(each, vector))
          const all = index.search(query, 5)
          expect(index.search(query, 5, undefined, least)).toEqual(all.filter(({ similarity }) => similarity > least))
        },
      ),
    )
  })

  test('gives no similarity to a label that it does not have', () => {
    const index = new LexicalIndex()
    index.add(1, lexicalVector(new Map([[5, 1]])))
    index.remove(1)
    expect(index.similarity(lexicalVector(new Map([[5, 1]])), 1)).toBe(0)
  })

  test('holds no more than twice what it needs, however much comes and goes', () => {
    const index = new LexicalIndex()
    const vector = lexicalVector(new Map([[1, 1]]))
    for (let each = 0; each < 5000; each++) {
      index.add(each, vector)
      if (each >= 300) index.remove(each - 300)
    }
    expect(index.size).toBe(300)
    expect(index.heldPositions).toBeLessThanOrEqual(2 * 300 + 1)
    expect(index.search(vector, 400)).toHaveLength(300)
  })
})
