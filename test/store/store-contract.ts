import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CandidateRecord } from '../../src/store/lookup-record.js'
import type { Store } from '../../src/store/store.js'
import { sampleEntry, sampleLookup, sampleVerdict } from './samples.js'

/** What every store promises. */
export function describeStore(name: string, create: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await create()
    })
    afterEach(() => store.close())

    const put = (id: number, changes = {}) => store.apply({ type: 'put-entry', entry: sampleEntry(id, changes) })
    const look = (queryId: string, changes = {}) => store.apply({ type: 'record-lookup', lookup: sampleLookup(queryId, changes) })
    const judge = (queryId: string, changes = {}) =>
      store.apply({ type: 'record-feedback', event: sampleVerdict(queryId, changes) })
    const candidate = (entryId: number): CandidateRecord => ({
      entryId,
      prompt: 'p',
      similarity: 0.5,
      lexicalSimilarity: 0.25,
      score: null,
    })

    describe('entries', () => {
      test('returns an entry exactly as it was put', () => {
        const entry = sampleEntry(7, {
          prompt: 'Emoji 🙂, NUL \0, half a pair \ud83d, "quotes" and \u2028',
          response: '\udc00 half again',
          scopeKey: 's',
          embedding: new Float32Array([0.1, -0.2, 3e-39]),
          tags: ['a', 'b \ud800'],
          metadata: { deep: [1, null, { x: 'y' }], text: 'ü' },
          expiresAtMs: 1_900_000_000_123,
          hitCount: 3,
        })
        store.apply({ type: 'put-entry', entry })
        expect(store.entry(7)).toEqual(entry)
        expect(store.findEntry('p1', entry.promptKey)).toEqual(entry)
        const text = { id: 7, prompt: entry.prompt, response: entry.response }
        expect(store.entryText(7)).toEqual(text)
        expect(store.findEntryText('p1', entry.promptKey)).toEqual(text)
        expect(store.entryText(8)).toBeUndefined()
        expect(store.findEntryText('p2', entry.promptKey)).toBeUndefined()
      })

      test('returns an entry without embedding and without terms', () => {
        const entry = sampleEntry(1, {
          embedding: null,
          encoderId: null,
          lexical: { ids: new Uint32Array(0), weights: new Float32Array(0) },
        })
        store.apply({ type: 'put-entry', entry })
        expect(store.entry(1)).toEqual(entry)
      })

      test('finds nothing across partitions', () => {
        put(1, { partition: 'p1', prompt: 'same' })
        expect(store.findEntry('p2', 'key of same')).toBeUndefined()
      })

      test('replaces the entry of the same prompt and keeps its lookups', () => {
        put(1, { prompt: 'same' })
        look('q1')
        put(2, { prompt: 'same', response: 'newer' })
        expect(store.entry(1)).toBeUndefined()
        expect(store.findEntry('p1', 'key of same')?.id).toBe(2)
        expect(store.lookup('q1')).toMatchObject({ entryId: null, matchedPrompt: 'How do I reset device 1?' })
        expect(store.entryCount('support')).toBe(1)
      })

      test('remembers the highest id ever given', () => {
        expect(store.lastEntryId()).toBe(0)
        put(4)
        put(9)
        store.apply({ type: 'delete-entries', ids: [9] })
        expect(store.lastEntryId()).toBe(9)
      })

      test('streams entries by rising id and filters by every field', () => {
        put(3, { tags: ['red'] })
        put(1, { domain: 'code', scopeKey: 's1' })
        put(2, { partition: 'p2', tags: ['red', 'blue'] })
        const ids = (filter = {}) => [...store.entries(filter)].map((entry) => entry.id)
        expect(ids()).toEqual([1, 2, 3])
        expect(ids({ tag: 'red' })).toEqual([2, 3])
        expect(ids({ tag: 'red', partition: 'p2' })).toEqual([2])
        expect(ids({ domain: 'code' })).toEqual([1])
        expect(ids({ scopeKey: 's1' })).toEqual([1])
        expect(ids({ entryId: 3 })).toEqual([3])
        expect(ids({ promptKey: 'key of How do I reset device 2?' })).toEqual([2])
        expect(store.entryIds({ tag: 'red' })).toEqual([2, 3])
        expect(store.entryIds({ entryId: 3, domain: 'code' })).toEqual([])
      })

      test('replaces embeddings of entries that still exist', () => {
        put(1)
        const embedding = new Float32Array([1, 0])
        store.apply({
          type: 'set-embeddings',
          encoderId: 'encoder-b',
          items: [
            { id: 1, embedding },
            { id: 99, embedding },
          ],
        })
        expect(store.entry(1)).toEqual(sampleEntry(1, { embedding, encoderId: 'encoder-b' }))
        expect(store.entry(99)).toBeUndefined()
      })
    })

    describe('lookups', () => {
      test('returns a lookup exactly as it was recorded', () => {
        put(1)
        const lookup = sampleLookup('q1', { candidates: [candidate(1)], scopeKey: 's', shadow: true })
        store.apply({ type: 'record-lookup', lookup })
        expect(store.lookup('q1')).toEqual(lookup)
      })

      test('counts a hit as a use of its entry, and a near miss as none', () => {
        put(1)
        look('q1', { createdAtMs: 5000 })
        look('q2', { createdAtMs: 4000 })
        look('q3', { createdAtMs: 9000, outcome: 'miss', tier: null, reason: 'rejected' })
        expect(store.entry(1)).toMatchObject({ hitCount: 2, lastUsedAtMs: 5000 })
      })

      test('records an entry that is gone as null', () => {
        look('q1', { entryId: 12 })
        expect(store.lookup('q1')?.entryId).toBeNull()
      })

      test('passes over a query id that is already there', () => {
        put(1)
        look('q1', { latencyMs: 1 })
        look('q1', { latencyMs: 2 })
        expect(store.lookup('q1')?.latencyMs).toBe(1)
        expect(store.counts().lookups).toBe(1)
        expect(store.entry(1)?.hitCount).toBe(1)
      })

      test('lists the newest first, by domain and outcome', () => {
        look('q1')
        look('q2', { outcome: 'miss' })
        look('q3', { domain: 'code' })
        const ids = (filter: object, limit = 10, offset = 0) => store.lookups(filter, limit, offset).map((one) => one.queryId)
        expect(ids({})).toEqual(['q3', 'q2', 'q1'])
        expect(ids({ domain: 'support' })).toEqual(['q2', 'q1'])
        expect(ids({ outcome: 'miss' })).toEqual(['q2'])
        expect(ids({}, 1, 1)).toEqual(['q2'])
        expect(store.lookupCount()).toBe(3)
      })

      test('trims the oldest first and those with feedback last', () => {
        for (const queryId of ['q1', 'q2', 'q3', 'q4']) look(queryId)
        judge('q1')
        expect(store.oldestLookups(2)).toEqual(['q2', 'q3'])
        expect(store.oldestLookups(9)).toEqual(['q2', 'q3', 'q4', 'q1'])
      })

      test('names the lookups of a place, and none for a tag or an entry', () => {
        look('q1', { scopeKey: 's' })
        look('q2', { partition: 'p2' })
        expect(store.lookupIds({ scopeKey: 's' })).toEqual(['q1'])
        expect(store.lookupIds({ partition: 'p2', domain: 'support' })).toEqual(['q2'])
        expect(store.lookupIds({ entryId: 1 })).toEqual([])
        expect(store.lookupIds({ tag: 'x', domain: 'support' })).toEqual([])
      })

      test('names the lookups of a place that mention a prompt beside the one asked', () => {
        look('about', { matchedPrompt: 'secret' })
        look('considered', { matchedPrompt: null, candidates: [candidate(1), { ...candidate(2), prompt: 'secret' }] })
        look('asked', { prompt: 'secret', matchedPrompt: null })
        look('elsewhere', { partition: 'p2', matchedPrompt: 'secret' })
        const isSecret = (partition: string, prompt: string) => partition === 'p1' && prompt === 'secret'
        expect(store.lookupsMentioning({}, isSecret)).toEqual(['about', 'considered'])
        expect(store.lookupsMentioning({}, (_, prompt) => prompt === 'secret')).toEqual(['about', 'considered', 'elsewhere'])
        expect(store.lookupsMentioning({ partition: 'p2' }, isSecret)).toEqual([])
        expect(store.lookupsMentioning({ scopeKey: 'none' }, isSecret)).toEqual([])
      })

      test('takes the feedback along when a lookup is deleted', () => {
        put(1)
        look('q1')
        judge('q1')
        store.apply({ type: 'delete-lookups', queryIds: ['q1', 'unknown'] })
        expect(store.lookup('q1')).toBeUndefined()
        expect([...store.verdicts()]).toEqual([])
        look('q1')
        expect(store.verdictOf('q1')).toBeUndefined()
      })
    })

    describe('forgetting', () => {
      test('removes every lookup that is about the entry, considered it or asked its prompt', () => {
        put(1, { prompt: 'secret' })
        put(2)
        look('hit', { entryId: 1 })
        look('considered', { entryId: 2, candidates: [candidate(2), candidate(1)] })
        look('asked', { entryId: null, prompt: 'secret', outcome: 'miss' })
        look('other', { entryId: 2, candidates: [candidate(2)] })
        look('elsewhere', { entryId: null, prompt: 'secret', partition: 'p2' })
        judge('hit')
        store.apply({ type: 'forget-entries', ids: [1, 77] })
        expect(store.entry(1)).toBeUndefined()
        expect(store.lookups({}, 10, 0).map((lookup) => lookup.queryId)).toEqual(['elsewhere', 'other'])
        expect([...store.verdicts()]).toEqual([])
      })
    })

    test('counts by domain and in all, and keeps totals when lookups are trimmed', () => {
      put(1)
      put(2, { domain: 'code' })
      look('q1')
      look('q2', { tier: 'exact' })
      look('q3', { outcome: 'miss', tier: null, costSavedUsd: 0 })
      look('q4', { domain: 'code', entryId: 2 })
      store.apply({ type: 'delete-lookups', queryIds: ['q1', 'q2'] })
      expect(store.counts('support')).toEqual({
        entries: 1,
        lookups: 3,
        hits: 2,
        exactHits: 1,
        semanticHits: 1,
        badVerdicts: 0,
        goodVerdicts: 0,
        costSavedUsd: 0.5,
      })
      expect(store.counts()).toMatchObject({ entries: 2, lookups: 4, hits: 3, costSavedUsd: 0.75 })
      expect(store.counts('nobody')).toMatchObject({ entries: 0, lookups: 0 })
    })

    test('keeps meta values', () => {
      expect(store.meta('colour')).toBeUndefined()
      store.apply({ type: 'set-meta', key: 'colour', value: 'red' }, { type: 'set-meta', key: 'colour', value: 'blue' })
      expect(store.meta('colour')).toBe('blue')
    })
  })
}
