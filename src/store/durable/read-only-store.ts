import { StoreWriteError } from '../../errors/errors.js'
import type { Store } from '../store.js'
import type { DurableStore } from './durable-store.js'

/** A store read from files that belong to someone else; every write is refused. */
export class ReadOnlyStore implements DurableStore {
  readonly store: Store
  readonly databaseBytes: number
  readonly journalBytes: number
  readonly #path: string

  constructor(store: Store, path: string, databaseBytes: number, journalBytes: number) {
    this.store = store
    this.databaseBytes = databaseBytes
    this.journalBytes = journalBytes
    this.#path = path
  }

  ready(): Promise<void> {
    return Promise.reject(new StoreWriteError({ path: this.#path, action: 'write to', reason: 'it was opened for reading only' }))
  }

  write(): Promise<void> {
    return this.ready()
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {
    this.store.close()
  }
}
