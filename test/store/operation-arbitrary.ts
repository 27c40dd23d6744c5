import * as fc from 'fast-check'
import type { StoreOperation } from '../../src/store/store.js'
import { sampleEntry, sampleLookup, sampleVerdict } from './samples.js'

/** Small ranges, so that random operations meet each other. */
const id = fc.integer({ min: 1, max: 6 })
const queryId = fc.integer({ min: 1, max: 8 }).map((n) => `q${n}`)
const place = fc.constantFrom(
  { partition: 'p1', domain: 'support' },
  { partition: 'p2', domain: 'support' },
  { partition: 'p3', domain: 'code' },
)
const timeMs = fc.integer({ min: 0, max: 20 })
const prompt = fc.constantFrom('a', 'b', 'c', 'ä \ud800')

const putEntry = fc
  .record({
    id,
    place,
    prompt,
    scopeKey: fc.constantFrom(null, 's1'),
    tags: fc.subarray(['red', 'blue']),
    createdAtMs: timeMs,
    lastUsedAtMs: timeMs,
    expiresAtMs: fc.option(timeMs),
    embedding: fc.option(fc.constant(new Float32Array([0, 1]))),
  })
  .map(({ id, place, ...rest }) => ({ type: 'put-entry', entry: sampleEntry(id, { ...place, ...rest }) }) as const)

const recordLookup = fc
  .record({
    queryId,
    place,
    prompt,
    entryId: fc.option(id),
    outcome: fc.constantFrom('hit' as const, 'miss' as const),
    tier: fc.constantFrom('exact' as const, 'semantic' as const),
    createdAtMs: timeMs,
    considered: fc.option(id),
  })
  .map(({ queryId, place, considered, ...rest }) => {
    const candidates =
      considered === null ? [] : [{ entryId: considered, prompt: 'x', similarity: 0.5, lexicalSimilarity: 0, score: null }]
    return { type: 'record-lookup', lookup: sampleLookup(queryId, { ...place, ...rest, candidates }) } as const
  })

const recordFeedback = fc
  .record({
    queryId,
    verdict: fc.constantFrom('equivalent' as const, 'different' as const),
    source: fc.constantFrom('explicit' as const, 'implicit' as const),
  })
  .map(({ queryId, ...rest }) => ({ type: 'record-feedback', event: sampleVerdict(queryId, rest) }) as const)

const ids = fc.array(id, { maxLength: 3 })

/** Any operation on a handful of entries and lookups. */
export const anyOperation: fc.Arbitrary<StoreOperation> = fc.oneof(
  { weight: 5, arbitrary: putEntry },
  { weight: 5, arbitrary: recordLookup },
  { weight: 4, arbitrary: recordFeedback },
  ids.map((given) => ({ type: 'delete-entries', ids: given }) as const),
  ids.map((given) => ({ type: 'forget-entries', ids: given }) as const),
  fc.array(queryId, { maxLength: 2 }).map((queryIds) => ({ type: 'delete-lookups', queryIds }) as const),
  ids.map((given) => {
    const items = given.map((one) => ({ id: one, embedding: new Float32Array([1, 0]) }))
    return { type: 'set-embeddings', encoderId: 'encoder-b', items } as const
  }),
  fc.constantFrom('red', 'blue').map((value) => ({ type: 'set-meta', key: 'colour', value }) as const),
)
