import type { Store, StoreOperation } from '../store.js'

/**
 * When a change counts as done: `sync` once it is on disk, `batch` once the operating system has it, which the death of the
 * process cannot undo (a power failure may, until the sync that follows), `none` at once.
 */
export type Durability = 'sync' | 'batch' | 'none'

/** A store together with what makes its changes last. All changes go through `write`. */
export interface DurableStore {
  /** For reading. */
  readonly store: Store
  /** Bytes of the database as it was last written out. */
  readonly databaseBytes: number
  /** Bytes of changes since. */
  readonly journalBytes: number
  /**
   * Resolves when changes can be written; after a failed write it tries to put things right first, and rejects with
   * `StoreWriteError` while that fails. To be awaited before every `write`.
   */
  ready(): Promise<void>
  /**
   * Applies the operations, all or none, before it returns; throws what the store throws. The promise resolves as
   * `durability` says. When it rejects (`StoreWriteError`), the operations are in effect but not known to be on disk;
   * they get there with the next write that succeeds.
   */
  write(operations: readonly StoreOperation[], durability: Durability): Promise<void>
  /** Resolves when everything written is on disk. */
  flush(): Promise<void>
  /** Flushes, and frees files and memory even when that rejects. */
  close(): Promise<void>
}
