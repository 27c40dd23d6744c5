import { MemoryStore } from '../../src/store/memory-store.js'
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import { describeStore } from './store-contract.js'
import { describeVerdicts } from './verdict-contract.js'

for (const describePart of [describeStore, describeVerdicts]) {
  describePart('MemoryStore', async () => new MemoryStore())
  describePart('SqliteStore', () => SqliteStore.create())
}
