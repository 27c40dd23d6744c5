import { MemoryStore } from '../../src/store/memory-store.js'
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js'
import { describeStore } from './store-contract.js'

describeStore('MemoryStore', async () => new MemoryStore())
describeStore('SqliteStore', () => SqliteStore.create())
