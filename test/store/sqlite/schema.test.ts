import { describe, expect, test } from 'vitest'
import { SELECT_VERDICTS_ON_ENTRY } from '../../../src/store/sqlite/lookup-row.js'
import { openDatabase } from '../../../src/store/sqlite/open-database.js'
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js'
import { createSchema, SCHEMA_VERSION } from '../../../src/store/sqlite/schema.js'
import { readSeed } from '../../fuzz/seeds.js'
import { sampleVerdict } from '../samples.js'

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

test('the verdicts on an entry are found without reading the lookups that it served', async () => {
  const database = await openDatabase()
  createSchema(database)
  const steps = database
    .exec(`EXPLAIN QUERY PLAN ${SELECT_VERDICTS_ON_ENTRY}`, [1])[0]!
    .values.map(([, , , step]) => String(step))
  expect(steps[0]).toMatch(/^SEARCH f USING INDEX feedback_by_entry/)
  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
  database.close()
})
