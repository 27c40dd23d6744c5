import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, type DecisionParts, type Query } from '../../src/cache/decide.js'
import type { ExactMatch, FoundCandidate, Memory, SearchRequest } from '../../src/memory/memory.js'

const QUERY: Query = {
  prompt: 'asked',
  promptKey: 'key',
  ref: { domain: 'd', partition: 'p', scopeKey: null },
  isExactOnly: false,
  threshold: 0.5,
  nowMs: 7,
}
const ENCODED = { embedding: new Float32Array([1, 0]), lexical: { ids: new Uint32Array([1]), weights: new Float32Array([1]) } }

const candidate = (id: number, similarity: number): FoundCandidate => ({
  id,
  prompt: `stored ${id}`,
  response: `response ${id}`,
  similarity,
  lexicalSimilarity: 0.25,
})

/** Decides about fixed candidates; `scores` null means that cosine decides. */
async function decideAbout(
  found: readonly FoundCandidate[],
  scores: readonly number[] | null,
  changes: Partial<DecisionParts> = {},
) {
  const searches: SearchRequest[] = []
  const memory = {
    find: async (): Promise<ExactMatch> => ({ state: 'absent' }),
    search: async (request: SearchRequest) => (searches.push(request), found),
  } as Partial<Memory> as Memory
  const parts: DecisionParts = {
    memory,
    encode: async () => ENCODED,
    score: async () => scores!,
    encodesAhead: false,
    candidateK: 5,
    classifier: scores && { needsEmbeddings: false },
    ...changes,
  }
  return { decision: await decide(parts, QUERY), searches }
}

describe('decide', () => {
  test('refuses a candidate whose symbols or invisible characters differ, whatever its score', async () => {
    const marked = { ...candidate(1, 0.99), prompt: 'stored 1 \u{1f44d}' }
    const { decision } = await decideAbout([marked], [0.99])
    expect(decision).toMatchObject({ outcome: 'miss', reason: 'rejected', candidates: [{ entryId: 1, score: 0 }] })
    expect((await decideAbout([marked], null)).decision).toMatchObject({ outcome: 'miss', reason: 'rejected' })
    const both = await decideAbout([marked, candidate(2, 0.5)], [0.99, 0.6])
    expect(both.decision).toMatchObject({ outcome: 'hit', entry: { id: 2 }, candidates: [{ entryId: 2 }, { entryId: 1 }] })
  })

  test('takes a live entry of the same prompt without encoding or searching', async () => {
    const entry = { id: 3, prompt: 'asked', response: 'r' }
    const fail = () => Promise.reject(new Error('asked'))
    const memory = { find: async () => ({ state: 'live', entry }), search: fail } as Partial<Memory> as Memory
    const { decision } = await decideAbout([], null, { memory, encode: fail })
    expect(decision).toMatchObject({ outcome: 'hit', tier: 'exact', reason: 'exact-match', entry, candidates: [] })
  })

  test('encodes while the exact tier is asked when told so, and does without what then fails', async () => {
    const entry = { id: 3, prompt: 'asked', response: 'r' }
    const events: string[] = []
    const find = async (): Promise<ExactMatch> => {
      await Promise.resolve()
      events.push('found')
      return { state: 'live', entry }
    }
    const encode = async () => {
      events.push('encoding')
      throw new Error('broken')
    }
    const memory = { find } as Partial<Memory> as Memory
    const { decision } = await decideAbout([], null, { memory, encode, encodesAhead: true })
    expect(decision).toMatchObject({ tier: 'exact', entry })
    expect(events).toEqual(['encoding', 'found'])
  })

  test('serves the best score if it reaches the threshold, whatever the similarities say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            score: fc.double({ min: 0, max: 1, noNaN: true }),
            similarity: fc.double({ min: -1, max: 1, noNaN: true }),
          }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
        async (pairs) => {
          const found = pairs.map(({ similarity }, index) => candidate(index + 1, similarity))
          const scores = pairs.map(({ score }) => score)
          const { decision } = await decideAbout(found, scores)
          const best = Math.max(...scores)
          expect(decision.outcome).toBe(best >= 0.5 ? 'hit' : 'miss')
          if (decision.entry) expect(scores[decision.entry.id - 1]).toBe(best)
          expect(decision.candidates.map(({ score }) => score)).toEqual([...scores].sort((a, b) => b - a))
        },
      ),
    )
  })

  test('lets similarity decide without a classifier, and then searches by cosine alone', async () => {
    const { decision, searches } = await decideAbout([candidate(1, 0.4), candidate(2, 0.6)], null)
    expect(decision).toMatchObject({ outcome: 'hit', reason: 'similarity-over-threshold', entry: { id: 2 } })
    expect(searches[0]).toMatchObject({ lexical: null, k: 5, partition: 'p', promptKey: 'key', nowMs: 7, withEmbeddings: false })
  })

  test('searches by embedding and words together for a classifier', async () => {
    const { searches } = await decideAbout([], [])
    expect(searches[0]!.lexical).toBe(ENCODED.lexical)
  })

  test('hands embeddings to a classifier that asks for them, and to no other', async () => {
    for (const needsEmbeddings of [true, false]) {
      const embedding = new Float32Array([0, 1])
      const sides: unknown[] = []
      await decideAbout([{ ...candidate(1, 0.9), embedding }], [], {
        classifier: { needsEmbeddings },
        score: async (asked, candidates) => (sides.push(asked, ...candidates), [0.9]),
      })
      expect(sides).toEqual(
        needsEmbeddings
          ? [
              { prompt: 'asked', embedding: ENCODED.embedding },
              { prompt: 'stored 1', embedding },
            ]
          : [{ prompt: 'asked' }, { prompt: 'stored 1' }],
      )
    }
  })

  test.each(['expired', 'quarantined'] as const)(
    'says %s of the entry of the same prompt rather than what retrieval found',
    async (state) => {
      for (const found of [[], [candidate(1, 0.1)]]) {
        const memory = { find: async () => ({ state }), search: async () => found } as Partial<Memory> as Memory
        expect((await decideAbout(found, null, { memory })).decision).toMatchObject({ outcome: 'miss', reason: state })
      }
    },
  )
})
