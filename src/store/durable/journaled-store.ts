import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { StoreWriteError } from '../../errors/errors.js'
import { inTurn } from '../../promises/in-turn.js'
import type { SqliteStore } from '../sqlite/sqlite-store.js'
import type { StoreOperation } from '../store.js'
import type { Durability, DurableStore } from './durable-store.js'
import type { FileSystem } from './file-system.js'
import { GroupCommit } from './group-commit.js'
import { JournalFile } from './journal-file.js'
import { encodeRecord, HEADER_BYTES, WHOLE_JOURNAL, type JournalPoint } from './journal-format.js'
import { encodeOperations } from './operation-codec.js'
import type { StorePaths } from './store-paths.js'
import { moveInto, writeBeside } from './write-whole-file.js'

/** A journal is folded into the snapshot at this size at the latest when the snapshot is small; replaying it takes about 0.3 s. */
export const MIN_CHECKPOINT_BYTES = 4 * 1024 * 1024

/** … and at this share of a larger snapshot, so that writing snapshots costs a few times what writing changes does. */
const CHECKPOINT_SHARE = 0.25

/** A journal that could not be folded in is given this much more room before the next attempt. */
const RETRY_GROWTH = 1.5

/** Attempts to write a snapshot after a failure take up at most one part in this many of the time. */
const MENDING_SHARE = 20

/** What a journaled store is built from. */
export interface JournaledParts {
  readonly files: FileSystem
  readonly paths: StorePaths
  readonly store: SqliteStore
  /** Null: the first thing written is a snapshot, followed by a journal of the next generation. */
  readonly journal: JournalFile | null
  readonly generation: number
  readonly snapshotBytes: number
  /** Called when everything is closed. */
  readonly release: () => Promise<void>
}

/**
 * An SQLite store whose changes go to a journal, in groups; from time to time a snapshot takes the journal's place.
 *
 * The snapshot says which journal it holds, up to which byte. So renaming it into place is the one moment at which the
 * new state counts: before, the old snapshot goes with the whole journal; after, the new one with what the journal holds
 * beyond that byte. So changes go on being written to it, until a journal of the next generation holds just that.
 */
export class JournaledStore implements DurableStore {
  readonly store: SqliteStore
  readonly #files: FileSystem
  readonly #paths: StorePaths
  readonly #commit: GroupCommit
  readonly #release: () => Promise<void>
  #journal: JournalFile | null
  #generation: number
  #snapshotBytes: number
  /** Where the journal will end once all that was added is written. */
  #logicalEnd: number
  #checkpointAtBytes: number
  #checkpointing: Promise<void> | undefined
  #mending: Promise<void> | undefined
  /** Snapshots share a temporary file. */
  readonly #snapshots = inTurn()
  #nextSnapshotAttemptMs = 0
  /** Something forgotten is still to be read in the files. */
  #mustErase = false

  private constructor({ files, paths, store, journal, generation, snapshotBytes, release }: JournaledParts) {
    this.store = store
    this.#files = files
    this.#release = release
    this.#paths = paths
    this.#journal = journal
    this.#generation = generation
    this.#snapshotBytes = snapshotBytes
    this.#logicalEnd = journal?.length ?? 0
    this.#checkpointAtBytes = this.#checkpointSize()
    this.#commit = new GroupCommit({
      write: (bytes) => this.#attempt('write to', this.#paths.journal, () => this.#journal!.append(bytes)),
      sync: () => this.#attempt('sync', this.#paths.journal, () => this.#journal!.sync()),
    })
  }

  /** Takes ownership of store and journal; writes the first snapshot when there is no journal to go on with. */
  static async start(parts: JournaledParts): Promise<JournaledStore> {
    const store = new JournaledStore(parts)
    if (!parts.journal) await store.#oneAtATime(() => store.#writeAll())
    return store
  }

  get databaseBytes(): number {
    return this.#snapshotBytes
  }

  get journalBytes(): number {
    return this.#logicalEnd
  }

  async ready(): Promise<void> {
    if (this.#commit.stalledBy === undefined) return
    this.#mending ??= this.#mend().finally(() => (this.#mending = undefined))
    await this.#mending
  }

  write(operations: readonly StoreOperation[], durability: Durability): Promise<void> {
    const record = encodeRecord(encodeOperations(operations))
    this.store.apply(...operations)
    this.#logicalEnd += record.length
    this.#mustErase ||= operations.some((operation) => operation.type === 'forget-entries')
    const written = this.#commit.add(record, durability)
    if (this.#mustErase || this.#logicalEnd >= this.#checkpointAtBytes) void this.#checkpoint().catch(() => {})
    return written
  }

  async flush(): Promise<void> {
    await this.ready()
    await this.#commit.flush()
    await this.#checkpointing?.catch(() => {})
    if (this.#mustErase) await this.#checkpoint()
  }

  async close(): Promise<void> {
    try {
      this.#nextSnapshotAttemptMs = 0
      await this.ready()
      await this.#commit.flush()
      await this.#checkpointing?.catch(() => {})
      // A failing snapshot loses nothing here: everything is in the journal.
      if (this.#logicalEnd > HEADER_BYTES) await this.#checkpoint().catch(() => {})
    } finally {
      this.#commit.stop()
      await this.#journal?.close().catch(() => {})
      this.store.close()
      await this.#release()
    }
  }

  /** Folds the journal into a new snapshot while changes go on. */
  #checkpoint(): Promise<void> {
    this.#checkpointing ??= this.#oneAtATime(() => this.#foldJournal()).finally(() => (this.#checkpointing = undefined))
    return this.#checkpointing
  }

  async #foldJournal(): Promise<void> {
    const mustErase = this.#mustErase
    this.#mustErase = false
    this.#checkpointAtBytes = Infinity
    try {
      const point = { generation: this.#generation, offset: this.#logicalEnd }
      const snapshot = await this.#prepareSnapshot(point)
      await this.#commit.flush()
      await this.#moveSnapshot(snapshot)
      await this.#commit.withoutSyncs(async () => {
        // After a failed sync, what is read back need not be what was written.
        if (!this.#journal!.isSound) throw this.#commit.stalledBy
        await this.#startJournal(point, snapshot.checksum)
      })
      this.#checkpointAtBytes = this.#checkpointSize()
    } catch (error) {
      this.#mustErase ||= mustErase
      this.#checkpointAtBytes = Math.max(this.#checkpointSize(), this.#logicalEnd * RETRY_GROWTH)
      throw error
    }
  }

  /** After a failed write: appends what is due or, where the journal cannot be trusted or added to, writes everything anew. */
  async #mend(): Promise<void> {
    if (this.#journal?.isSound) {
      const failure = await this.#commit.resume().then(
        () => undefined,
        (error: unknown) => error,
      )
      if (failure === undefined) return
    }
    if (performance.now() < this.#nextSnapshotAttemptMs) throw this.#commit.stalledBy
    const startedMs = performance.now()
    try {
      await this.#oneAtATime(() => this.#writeAll())
    } catch (error) {
      const endedMs = performance.now()
      this.#nextSnapshotAttemptMs = endedMs + (endedMs - startedMs) * MENDING_SHARE
      throw error
    }
    await this.#commit.resume()
  }

  /** Writes a snapshot that stands for all changes so far, and a new journal, whatever state the old one is in. */
  async #writeAll(): Promise<void> {
    const point = { generation: this.#generation, offset: WHOLE_JOURNAL }
    await this.#commit.withoutSyncs(async () => {
      let unwritten: readonly Uint8Array[] = []
      try {
        const snapshot = await this.#commit.withoutWrites(() => {
          unwritten = this.#commit.takeUnwritten()
          return this.#prepareSnapshot(point)
        })
        // Once the snapshot is in place, nothing in that journal counts any more.
        this.#journal?.distrust()
        await this.#moveSnapshot(snapshot)
        await this.#startJournal(point, snapshot.checksum)
      } catch (error) {
        this.#commit.giveBack(unwritten)
        throw error
      }
    })
    this.#mustErase = false
    this.#checkpointAtBytes = this.#checkpointSize()
  }

  #oneAtATime(writeSnapshot: () => Promise<void>): Promise<void> {
    return this.#snapshots(async () => {
      try {
        await writeSnapshot()
      } catch (error) {
        await this.#files.remove(`${this.#paths.snapshot}.tmp`).catch(() => {})
        throw error
      }
    })
  }

  async #prepareSnapshot(point: JournalPoint): Promise<{ temporary: string; checksum: number; byteLength: number }> {
    this.store.apply(
      { type: 'set-meta', key: 'journalGeneration', value: String(point.generation) },
      { type: 'set-meta', key: 'journalOffset', value: String(point.offset) },
    )
    const bytes = this.store.export()
    const temporary = await this.#attempt('write', this.#paths.snapshot, () =>
      writeBeside(this.#files, this.#paths.snapshot, bytes),
    )
    return { temporary, checksum: crc32(bytes), byteLength: bytes.length }
  }

  async #moveSnapshot({ temporary, byteLength }: { temporary: string; byteLength: number }): Promise<void> {
    await this.#attempt('replace', this.#paths.snapshot, () => moveInto(this.#files, temporary, this.#paths.snapshot))
    this.#snapshotBytes = byteLength
  }

  /**
   * Puts a journal that goes on from the snapshot of `point` in the place of the old one. Only while nothing is synced: what is
   * written meanwhile is copied last and without a sync, which nobody has been promised by then.
   */
  async #startJournal(point: JournalPoint, snapshotChecksum: number): Promise<void> {
    const files = this.#files
    const path = this.#paths.journal
    const old = this.#journal
    const header = { generation: point.generation + 1, followsOffset: point.offset, snapshotChecksum }
    await this.#attempt('start', path, async () => {
      const tail = (await old?.readFrom(point.offset)) ?? new Uint8Array(0)
      await JournalFile.create(files, path, header, tail, (journal, takePlace) =>
        this.#commit.withoutWrites(async () => {
          const rest = await old?.readFrom(point.offset + tail.length)
          if (rest?.length) await journal.append(rest)
          await takePlace()
          this.#journal = journal
          this.#generation = header.generation
          this.#logicalEnd = journal.length + this.#commit.unwrittenBytes
        }),
      )
    })
    await old?.close().catch(() => {})
    await this.#attempt('start', path, () => files.syncFolder(dirname(path))).catch((error: unknown) => {
      // The name may still lead to the old journal after a crash, so nothing may be added to the new one.
      this.#journal!.distrust()
      this.#commit.stall(error)
      throw error
    })
  }

  #checkpointSize(): number {
    return Math.max(MIN_CHECKPOINT_BYTES, this.#snapshotBytes * CHECKPOINT_SHARE)
  }

  async #attempt<T>(action: string, path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof StoreWriteError) throw cause
      throw new StoreWriteError({ path, action, reason: cause instanceof Error ? cause.message : String(cause) }, { cause })
    }
  }
}
