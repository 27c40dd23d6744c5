import type { Durability } from './durable-store.js'

/** How long a record that nobody waits for may stay unwritten; half of what the `batch` promise allows, to leave time to write. */
export const BATCH_WINDOW_MS = 25

/** Writes bytes out, all or nothing; with `mustSync` they have reached the disk when it resolves. */
export type WriteOut = (bytes: Uint8Array, mustSync: boolean) => Promise<void>

interface Waiter {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Collects records and writes them out together, in order, one write at a time. When a write fails, its records are
 * kept and nothing more is written until {@link GroupCommit.resume}.
 */
export class GroupCommit {
  readonly #writeOut: WriteOut
  #pending: Uint8Array[] = []
  #waiters: Waiter[] = []
  #inFlightBytes = 0
  #pendingBytes = 0
  #mustSync = false
  /** Something was written since the last sync. */
  #isUnsynced = false
  #timer: NodeJS.Timeout | undefined
  #last: Promise<void> = Promise.resolve()
  #isScheduled = false
  #stalledBy: unknown

  constructor(writeOut: WriteOut) {
    this.#writeOut = writeOut
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
   * Adds a record. `sync` resolves when it has reached the disk, together with whatever else waits; `batch` and `none`
   * resolve at once and are written within {@link BATCH_WINDOW_MS}, `none` without waiting for the disk.
   */
  add(record: Uint8Array, durability: Durability): Promise<void> {
    this.#pending.push(record)
    this.#pendingBytes += record.length
    if (durability !== 'none') this.#mustSync = true
    if (durability === 'sync') return this.#commit()
    this.#timer ??= setTimeout(() => void this.#commit().catch(() => {}), BATCH_WINDOW_MS)
    return Promise.resolve()
  }

  /** Resolves when everything added so far has reached the disk. */
  flush(): Promise<void> {
    if (this.#pending.length === 0 && this.#inFlightBytes === 0 && !this.#isUnsynced) return Promise.resolve()
    this.#mustSync = true
    return this.#commit()
  }

  /** Runs `work` while nothing is being written. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    this.#last = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }

  /** Takes out what is unwritten; the caller sees to it. Only while stalled, or inside {@link GroupCommit.exclusively}. */
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

  #commit(): Promise<void> {
    if (this.#stalledBy !== undefined) return Promise.reject(this.#stalledBy)
    this.stop()
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject })
      if (this.#isScheduled) return
      this.#isScheduled = true
      void this.exclusively(() => this.#writePending())
    })
  }

  /** Runs once whatever is being written is done, so that all that came meanwhile goes into one write. */
  async #writePending(): Promise<void> {
    this.#isScheduled = false
    const waiters = this.#waiters
    const mustSync = this.#mustSync
    this.#waiters = []
    this.#mustSync = false
    const records = this.takeUnwritten()
    const bytes = records.length === 1 ? records[0]! : Buffer.concat(records)
    this.#inFlightBytes = bytes.length
    try {
      if (this.#stalledBy !== undefined) throw this.#stalledBy
      await this.#writeOut(bytes, mustSync)
      this.#inFlightBytes = 0
      this.#isUnsynced = !mustSync && (this.#isUnsynced || bytes.length > 0)
      for (const { resolve } of waiters) resolve()
    } catch (error) {
      this.#inFlightBytes = 0
      this.#mustSync = true
      this.giveBack(records)
      this.#stalledBy = error
      for (const { reject } of waiters) reject(error)
    }
  }
}
