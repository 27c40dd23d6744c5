import { describe, expect, test } from 'vitest'
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js'
import { SCHEMA_VERSION } from '../../../src/store/sqlite/schema.js'
import { readSeed } from '../../fuzz/seeds.js'
import { sampleEntry, sampleLookup, sampleVerdict } from '../samples.js'

/** Hits of one entry: far more than have a verdict. */
const HITS = 6000

const recordHit = (queryId: string, entryId: number) =>
  ({ type: 'record-lookup', lookup: sampleLookup(queryId, { entryId }) }) as const

describe('a database of the first version', () => {
  test('is brought up to date when it is opened, with every verdict on its entry', async () => {
    const store = await SqliteStore.load(readSeed('cache.db'), 'cache.db')
    expect(store.meta('schemaVersion')).toBe(String(SCHEMA_VERSION))
    expect([1, 2].map((id) => store.verdictsOf(id).map(({ queryId }) => queryId))).toEqual([['q1'], ['q2']])
    store.apply({ type: 'record-feedback', event: sampleVerdict('q1', { verdict: 'equivalent' }) })
    expect(store.verdictsOf(1)).toMatchObject([{ verdict: 'equivalent' }])
    store.apply({ type: 'delete-entries', ids: [1] })
    expect(store.verdictsOf(1)).toEqual([])
    expect(store.findDamage()).toBeNull()
    const again = await SqliteStore.load(store.export(), 'cache.db')
    expect([...again.entries()].map(({ id }) => id)).toEqual([2])
    again.close()
    store.close()
  })
})

describe('an entry that was served thousands of times', () => {
  test('costs no more to judge, and its lookups no more to trim, than entries that were served once', async () => {
    const store = await SqliteStore.create()
    const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)
    store.apply(
      ...numbers(1, 200).map((id) => ({ type: 'put-entry', entry: sampleEntry(id) }) as const),
      ...numbers(0, HITS).map((hit) => recordHit(`popular${hit}`, 1)),
      ...numbers(2, 200).map((id) => recordHit(`rare${id}`, id)),
    )
    const spentMs = { popular: 0, rare: 0 }
    // In turn, so that whatever else the machine does slows both down alike.
    for (let index = 2; index < 60; index++) {
      for (const name of ['rare', 'popular'] as const) {
        const startedMs = performance.now()
        store.apply({ type: 'record-feedback', event: sampleVerdict(`${name}${index}`) })
        store.apply({ type: 'delete-lookups', queryIds: [`${name}${index + 100}`] })
        // Statements are prepared by then.
        if (index >= 10) spentMs[name] += performance.now() - startedMs
      }
    }
    expect(spentMs.popular / spentMs.rare).toBeLessThan(4)
    store.close()
  })
})
