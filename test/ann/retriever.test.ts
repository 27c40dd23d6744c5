import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEXICAL_WEIGHT } from '../../src/ann/rank-together.js'
import { Retriever } from '../../src/ann/retriever.js'
import { Upkeep } from '../../src/ann/upkeep.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { cosine, lexicalVector, termCounts } from './lexical-vectors.js'
import { TurnByTurn } from './turn-by-turn.js'
import { dot, randomVectors, unit, unitVector } from './vectors.js'

const NO_WORDS = lexicalVector(new Map())

const entry = fc.record({
  partition: fc.constantFrom('p', 'q'),
  embedding: fc.option(unitVector(3), { freq: 5 }),
  lexical: termCounts.map(lexicalVector),
})

describe('Retriever.search', () => {
  test('ranks the entries of a partition as comparing all of them does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 150 }),
        unitVector(3),
        termCounts.map(lexicalVector),
        fc.integer({ min: 1, max: 12 }),
        async (entries, embedding, lexical, k) => {
          const retriever = await Retriever.create(3)
          entries.forEach((each, label) => retriever.add(each.partition, label, each.embedding, each.lexical))
          const accept = (label: number) => label % 4 !== 0
          const expected = entries
            .map((each, label) => ({ ...each, label }))
            .filter((each) => each.partition === 'p' && each.embedding && accept(each.label))
            .map((each) => dot(embedding, each.embedding!) + LEXICAL_WEIGHT * cosine(lexical, each.lexical))
            .sort((a, b) => b - a)
            .slice(0, k)
          const found = retriever.search('p', embedding, lexical, k, accept)
          expect(found).toHaveLength(expected.length)
          found.forEach(({ label, similarity, lexicalSimilarity }, at) => {
            expect(similarity + LEXICAL_WEIGHT * lexicalSimilarity).toBeCloseTo(expected[at]!, 5)
            expect(similarity).toBeCloseTo(dot(embedding, entries[label]!.embedding!), 5)
            expect(lexicalSimilarity).toBeCloseTo(cosine(lexical, entries[label]!.lexical), 5)
          })
          retriever.close()
        },
      ),
      { numRuns: 60 },
    )
  })

  test('finds the best of both sides together among hundreds, neither the nearest nor the most alike', async () => {
    const retriever = await Retriever.create(2)
    const query = lexicalVector(new Map([[1, 1]]))
    const alike = (share: number) =>
      lexicalVector(
        new Map([
          [1, share],
          [2, Math.sqrt(1 - share * share)],
        ]),
      )
    for (let label = 0; label < 100; label++) retriever.add('p', label, unit(1, label / 1000), NO_WORDS)
    for (let label = 100; label < 200; label++) retriever.add('p', label, unit(0, 1), alike(1 - label / 1000))
    retriever.add('p', 500, unit(1, 0.2), alike(0.7))
    expect(retriever.search('p', unit(1, 0), query, 1)[0]!.label).toBe(500)
  })

  test('ranks by embeddings alone without lexical vectors', async () => {
    const retriever = await Retriever.create(2)
    retriever.add('p', 1, unit(1, 0.1), NO_WORDS)
    retriever.add('p', 2, unit(1, 0.2), lexicalVector(new Map([[1, 1]])))
    expect(retriever.search('p', unit(1, 0), null, 2).map(({ label, lexicalSimilarity }) => [label, lexicalSimilarity])).toEqual([
      [1, 0],
      [2, 0],
    ])
  })

  test('leaves out entries without embedding until they have one', async () => {
    const retriever = await Retriever.create(2)
    const words = lexicalVector(new Map([[1, 1]]))
    retriever.add('p', 1, null, words)
    expect(retriever.search('p', unit(1, 0), words, 5)).toEqual([])
    retriever.add('p', 1, unit(1, 0), words)
    expect(retriever.search('p', unit(1, 0), words, 5)).toEqual([{ label: 1, similarity: 1, lexicalSimilarity: 1 }])
    retriever.add('p', 1, null, words)
    expect(retriever.search('p', unit(1, 0), words, 5)).toEqual([])
  })

  test('finds k accepted entries of a large partition, whatever is removed or refused around the query', async () => {
    const turns = new TurnByTurn()
    const retriever = await Retriever.create(8, { hnswFrom: 300, upkeep: new Upkeep(turns.schedule) })
    const vectors = randomVectors(600, 8, 1)
    const words = lexicalVector(new Map([[1, 1]]))
    vectors.forEach((vector, label) => retriever.add('p', label, vector, words))
    while (retriever.kinds()['hnsw'] !== 1) await turns.next()
    await turns.toTheEnd()
    const order = retriever.search('p', vectors[0]!, null, 600).map(({ label }) => label)
    expect(order).toHaveLength(600)
    retriever.remove('p', order.slice(0, 150))
    const refused = new Set(order.slice(150, 590))
    for (const lexical of [null, words]) {
      const found = retriever.search('p', vectors[0]!, lexical, 8, (label) => !refused.has(label))
      expect(found.map(({ label }) => label)).toEqual(order.slice(590, 598))
    }
  })
})

describe('Retriever', () => {
  test('forgets a partition with its last entry', async () => {
    const retriever = await Retriever.create(2)
    retriever.add('p', 1, unit(1, 0), NO_WORDS)
    retriever.add('q', 2, null, NO_WORDS)
    expect(retriever.partitionCount).toBe(2)
    expect(retriever.kinds()).toEqual({ exact: 2 })
    retriever.remove('p', [1, 7])
    retriever.remove('q', [2])
    retriever.remove('r', [3])
    expect(retriever.partitionCount).toBe(0)
    expect(retriever.kinds()).toEqual({})
  })

  test('gives memory back after most entries are removed, and finds the others', async () => {
    const retriever = await Retriever.create(512)
    const random = seededRandom(3)
    const vectors = randomVectors(12, 512, 2)
    for (let label = 0; label < 8000; label++) retriever.add(`p${label % 40}`, label, vectors[label % 12]!, NO_WORDS)
    const full = retriever.heldBytes
    const gone = Array.from({ length: 8000 }, (_, label) => label).filter((label) => label >= 40 && random.share() < 0.99)
    for (let part = 0; part < 40; part++) {
      retriever.remove(
        `p${part}`,
        gone.filter((label) => label % 40 === part),
      )
    }
    expect(retriever.heldBytes).toBeLessThan(full / 3)
    for (let label = 0; label < 40; label++) {
      const found = retriever.search(`p${label}`, vectors[label % 12]!, null, 100).filter(({ similarity }) => similarity > 0.99)
      expect(found.map((each) => each.label)).toContain(label)
    }
  })

  test('ends the work in the background when it is closed', async () => {
    const turns = new TurnByTurn()
    const retriever = await Retriever.create(8, { hnswFrom: 50, upkeep: new Upkeep(turns.schedule) })
    randomVectors(60, 8, 4).forEach((vector, label) => retriever.add('p', label, vector, NO_WORDS))
    while (retriever.kinds()['hnsw'] !== 1) await turns.next()
    retriever.close()
    await turns.next()
    expect(turns.isOver).toBe(true)
  })
})
