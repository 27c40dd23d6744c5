import { describe, expect, test } from 'vitest'
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js'
import { SCHEMA_VERSION } from '../../../src/store/sqlite/schema.js'
import { readSeed } from '../../fuzz/seeds.js'
import { sampleEntry, sampleLookup, sampleVerdict } from '../samples.js'

/** Hits of one entry: far more than have a verdict. */
const HITS = 3000

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
  const work = (times: number, each: (index: number) => void) => {
    const startedMs = performance.now()
    for (let index = 0; index < times; index++) each(index)
    return performance.now() - startedMs
  }

  test('costs no more to judge, and its lookups no more to trim, than entries that were served once', async () => {
    const store = await SqliteStore.create()
    for (let id = 1; id <= 200; id++) store.apply({ type: 'put-entry', entry: sampleEntry(id) })
    for (let hit = 0; hit < HITS; hit++) {
      store.apply({ type: 'record-lookup', lookup: sampleLookup(`popular${hit}`, { entryId: 1 }) })
    }
    for (let id = 2; id <= 200; id++) {
      store.apply({ type: 'record-lookup', lookup: sampleLookup(`rare${id}`, { entryId: id }) })
    }
    const judge = (name: string) => (index: number) => {
      store.apply({ type: 'record-feedback', event: sampleVerdict(`${name}${index + 2}`) })
    }
    const trim = (name: string) => (index: number) => {
      store.apply({ type: 'delete-lookups', queryIds: [`${name}${index + 100}`] })
    }
    // Statements are prepared by then.
    judge('rare')(0)
    trim('rare')(0)
    const rareMs = work(50, judge('rare')) + work(50, trim('rare'))
    const popularMs = work(50, judge('popular')) + work(50, trim('popular'))
    expect(popularMs / rareMs).toBeLessThan(20)
    store.close()
  })
})
