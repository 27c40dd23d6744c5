import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.js'
import { IDLE_LIFETIME_MS } from '../../src/store/eviction-rules.js'
import { sampleEntry, sampleLookup, sampleVerdict } from './samples.js'

/** What every store promises of verdicts, and of the order of eviction that follows from them. */
export function describeVerdicts(name: string, create: () => Promise<Store>): void {
  describe(`${name} and verdicts`, () => {
    let store: Store
    beforeEach(async () => {
      store = await create()
    })
    afterEach(() => store.close())

    const put = (id: number, changes = {}) => store.apply({ type: 'put-entry', entry: sampleEntry(id, changes) })
    const look = (queryId: string, changes = {}) => store.apply({ type: 'record-lookup', lookup: sampleLookup(queryId, changes) })
    const judge = (queryId: string, changes = {}) =>
      store.apply({ type: 'record-feedback', event: sampleVerdict(queryId, changes) })

    describe('verdicts', () => {
      beforeEach(() => {
        put(1)
        look('q1')
        look('q2', { outcome: 'miss', tier: null, reason: 'rejected' })
      })

      test('joins the verdict with what it was about', () => {
        judge('q1', { reason: 'wrong device' })
        expect(store.verdictOf('q1')).toEqual({
          ...sampleVerdict('q1', { reason: 'wrong device' }),
          partition: 'p1',
          domain: 'support',
          prompt: 'Reset it please (q1)',
          promptKey: 'key of Reset it please (q1)',
          entryId: 1,
          matchedPrompt: 'How do I reset device 1?',
          similarity: 0.75,
          score: 0.96875,
          tier: 'semantic',
          outcome: 'hit',
        })
      })

      test('lets the explicit event count over the implicit one, whichever came first', () => {
        judge('q1', { verdict: 'equivalent' })
        judge('q1', { source: 'implicit' })
        judge('q2', { source: 'implicit' })
        expect(store.verdictOf('q1')?.verdict).toBe('equivalent')
        expect(store.verdictOf('q2')?.source).toBe('implicit')
        judge('q2', { verdict: 'equivalent' })
        expect(store.verdictOf('q2')).toMatchObject({ source: 'explicit', verdict: 'equivalent' })
      })

      test('lets the latest explicit event count and orders by it', () => {
        judge('q1')
        judge('q2')
        judge('q1', { verdict: 'equivalent' })
        expect([...store.verdicts()].map(({ queryId, verdict }) => [queryId, verdict])).toEqual([
          ['q2', 'different'],
          ['q1', 'equivalent'],
        ])
        expect(store.verdictsOf(1).map(({ queryId }) => queryId)).toEqual(['q2', 'q1'])
        expect(store.counts()).toMatchObject({ badVerdicts: 1, goodVerdicts: 1 })
      })

      test('streams the verdicts of one domain', () => {
        look('q3', { domain: 'code' })
        judge('q1')
        judge('q3')
        expect([...store.verdicts({ domain: 'code' })].map(({ queryId }) => queryId)).toEqual(['q3'])
      })

      test('passes over a verdict on an unknown lookup', () => {
        judge('nobody')
        expect([...store.verdicts()]).toEqual([])
      })
    })

    describe('eviction order', () => {
      const order = (policy: 'lru' | 'ttl' | 'hybrid', nowMs = 10_000, limit = 10) =>
        store.evictionOrder('support', policy, nowMs, limit)

      test('lru takes the longest unused first', () => {
        put(1, { lastUsedAtMs: 3 })
        put(2, { lastUsedAtMs: 1 })
        put(3, { lastUsedAtMs: 2 })
        put(4, { lastUsedAtMs: 0, domain: 'code' })
        expect(order('lru')).toEqual([2, 3, 1])
        expect(order('lru', 10_000, 2)).toEqual([2, 3])
      })

      test('ttl takes the next to expire first and entries without expiry last', () => {
        put(1, { expiresAtMs: null, createdAtMs: 2 })
        put(2, { expiresAtMs: null, createdAtMs: 1 })
        put(3, { expiresAtMs: 20_000 })
        put(4, { expiresAtMs: 15_000 })
        expect(order('ttl')).toEqual([4, 3, 2, 1])
      })

      test('hybrid takes the earlier of expiry and a day without use', () => {
        put(1, { lastUsedAtMs: 0 })
        put(2, { lastUsedAtMs: 5000, expiresAtMs: IDLE_LIFETIME_MS - 1 })
        put(3, { lastUsedAtMs: 10, expiresAtMs: 2 * IDLE_LIFETIME_MS })
        expect(order('hybrid')).toEqual([2, 1, 3])
      })

      test.each(['lru', 'ttl', 'hybrid'] as const)('%s takes expired entries first, then those with strikes', (policy) => {
        put(1, { lastUsedAtMs: 1 })
        put(2, { lastUsedAtMs: 2 })
        put(3, { lastUsedAtMs: 3, expiresAtMs: 10_000 })
        put(4, { lastUsedAtMs: 4, expiresAtMs: 9000 })
        put(5, { lastUsedAtMs: 5 })
        look('q1', { entryId: 5 })
        look('q2', { entryId: 5 })
        look('q3', { entryId: 2 })
        look('near', { entryId: 1, outcome: 'miss' })
        for (const queryId of ['q1', 'q2', 'q3', 'near']) judge(queryId)
        expect(order(policy)).toEqual([4, 3, 5, 2, 1])
        judge('q2', { verdict: 'equivalent' })
        expect(order(policy).slice(0, 3)).toEqual([4, 3, 2])
      })
    })
  })
}
