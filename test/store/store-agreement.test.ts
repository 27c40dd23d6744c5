import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryStore } from '../../src/store/memory-store.js'
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import { describeState } from './describe-state.js'
import { anyOperation } from './operation-arbitrary.js'

test('SqliteStore agrees with MemoryStore after any operations, also once exported and loaded again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOperation, { maxLength: 40 }), async (operations) => {
      const oracle = new MemoryStore()
      const store = await SqliteStore.create()
      for (const operation of operations) {
        oracle.apply(operation)
        store.apply(operation)
      }
      expect(describeState(store)).toEqual(describeState(oracle))
      const loaded = await SqliteStore.load(store.export(), 'test')
      expect(describeState(loaded)).toEqual(describeState(oracle))
      store.close()
      loaded.close()
    }),
    { numRuns: 150 },
  )
})

test('SqliteStore undoes all operations of an apply when one throws', async () => {
  const store = await SqliteStore.create()
  store.apply({ type: 'set-meta', key: 'colour', value: 'red' })
  const before = describeState(store)
  const unstorable = { type: 'set-meta', key: 'shape', value: null as unknown as string } as const
  expect(() => store.apply({ type: 'set-meta', key: 'colour', value: 'blue' }, unstorable)).toThrow()
  expect(describeState(store)).toEqual(before)
  store.apply({ type: 'set-meta', key: 'colour', value: 'green' })
  expect(store.meta('colour')).toBe('green')
  store.close()
})
