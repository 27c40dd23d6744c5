import type { Store, StoreOperation } from '../store.js'
import type { DurableStore } from './durable-store.js'

/** A store that ends with the process: nothing is written anywhere. */
export class VolatileStore implements DurableStore {
  readonly store: Store
  readonly databaseBytes = 0
  readonly journalBytes = 0

  constructor(store: Store) {
    this.store = store
  }

  async ready(): Promise<void> {}

  write(operations: readonly StoreOperation[]): Promise<void> {
    this.store.apply(...operations)
    return Promise.resolve()
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {
    this.store.close()
  }
}
