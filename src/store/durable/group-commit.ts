import { inTurn } from '../../promises/in-turn.js'
import type { Durability } from './durable-store.js'

/** How long a `batch` record may wait for its sync to begin: what a power failure may cost, beside the sync itself. */
export const SYNC_WINDOW_MS = 25

/** Where records go. A sync may run beside a write, but neither beside another of its kind. */
export interface CommitTarget {
  /** Hands bytes to the operating system, all or nothing: from then on they outlive the process. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Resolves when what had been written before it was called has reached the disk, and outlives a power failure too. */
  readonly sync: () => Promise<void>
}

/**
 * Collects records and writes them out in order, as many at a time as have come, and syncs them apart from that, so that
 * no write waits for a sync. When either fails, what is unwritten is kept and nothing more is written until
 * {@link GroupCommit.resume}.
 */
export class GroupCommit {
  readonly #target: CommitTarget
  readonly #writes = inTurn()
  readonly #syncs = inTurn()
  /** A write or sync that has not begun, in which whatever comes until then takes part. */
  #nextWrite: Promise<void> | undefined
  #nextSync: Promise<void> | undefined
  #pending: Uint8Array[] = []
  #pendingBytes = 0
  #inFlightBytes = 0
  #writtenBytes = 0
  #syncedBytes = 0
  #timer: NodeJS.Timeout | undefined
  #stalledBy: unknown

  constructor(target: CommitTarget) {
    this.#target = target
  }

  /** Why nothing is written at present; undefined when all is well. */
  get stalledBy(): unknown {
    return this.#stalledBy
  }

  /** Bytes added that are not known to be written. */
  get unwrittenBytes(): number {
    return this.#pendingBytes + this.#inFlightBytes
  }

  /**
   * Adds a record. `sync` resolves when it has reached the disk; `batch` when it is written, and a sync follows within
   * {@link SYNC_WINDOW_MS}; `none` at once, though it is written as soon. Rejections need not be handled.
   */
  add(record: Uint8Array, durability: Durability): Promise<void> {
    this.#pending.push(record)
    this.#pendingBytes += record.length
    if (durability === 'sync') return this.#sync()
    const written = this.#write()
    if (durability === 'none') return Promise.resolve()
    this.#timer ??= setTimeout(() => void this.#sync(), SYNC_WINDOW_MS)
    return written
  }

  /** Resolves when everything added so far has reached the disk. */
  flush(): Promise<void> {
    return this.#sync()
  }

  /** Runs `work` while nothing is being written. */
  withoutWrites<T>(work: () => Promise<T>): Promise<T> {
    return this.#writes(work)
  }

  /** Runs `work` while nothing is being synced, so that no `sync` record is acknowledged; writes go on. */
  withoutSyncs<T>(work: () => Promise<T>): Promise<T> {
    return this.#syncs(work)
  }

  /** Takes out what is unwritten; the caller sees to it. Only inside {@link GroupCommit.withoutWrites}. */
  takeUnwritten(): Uint8Array[] {
    const taken = this.#pending
    this.#pending = []
    this.#pendingBytes = 0
    return taken
  }

  /** Gives back what was taken, before what came since. */
  giveBack(records: readonly Uint8Array[]): void {
    this.#pending.unshift(...records)
    this.#pendingBytes += records.reduce((sum, record) => sum + record.length, 0)
  }

  /** Writes nothing more, as after a failed write. */
  stall(reason: unknown): void {
    this.#stalledBy = reason
  }

  /** Writes again after a failure; resolves when everything added so far has reached the disk. */
  resume(): Promise<void> {
    this.#stalledBy = undefined
    return this.flush()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #write(): Promise<void> {
    return (this.#nextWrite ??= this.#writes(() => this.#writePending()))
  }

  #sync(): Promise<void> {
    return (this.#nextSync ??= this.#syncs(() => this.#syncWritten()))
  }

  async #writePending(): Promise<void> {
    this.#nextWrite = undefined
    if (this.#stalledBy !== undefined) throw this.#stalledBy
    const records = this.takeUnwritten()
    if (records.length === 0) return
    const bytes = records.length === 1 ? records[0]! : Buffer.concat(records)
    this.#inFlightBytes = bytes.length
    try {
      await this.#target.write(bytes)
      this.#writtenBytes += bytes.length
    } catch (error) {
      this.giveBack(records)
      this.#stalledBy = error
      throw error
    } finally {
      this.#inFlightBytes = 0
    }
  }

  async #syncWritten(): Promise<void> {
    this.#nextSync = undefined
    this.stop()
    await this.#write()
    const writtenBytes = this.#writtenBytes
    if (writtenBytes === this.#syncedBytes) return
    try {
      await this.#target.sync()
      this.#syncedBytes = writtenBytes
    } catch (error) {
      this.#stalledBy = error
      throw error
    }
  }
}
