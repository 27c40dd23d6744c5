import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { FileAccessError, StoreDamagedError, StoreWriteError } from '../../errors/errors.js'
import { isSmartMemoError } from '../../errors/smart-memo-error.js'
import { isOwnFile } from '../sqlite/own-file.js'
import type { DurableStore } from './durable-store.js'
import { acquireLock, type FileLock } from './file-lock.js'
import type { FileSystem } from './file-system.js'
import { JournalFile } from './journal-file.js'
import { JournaledStore } from './journaled-store.js'
import { recover, type FoundFiles, type Recovery } from './recover.js'
import { ReadOnlyStore } from './read-only-store.js'
import { storePaths, type StorePaths } from './store-paths.js'
import { moveInto, writeBeside } from './write-whole-file.js'

/** An open store and what was not as a clean close leaves it. */
export interface OpenedStore {
  readonly durable: DurableStore
  readonly findings: readonly string[]
}

/**
 * Opens the database at `dbPath` for writing, makes it if there is none, and puts right what a crash left. Throws
 * `StoreLockedError`, `StoreDamagedError`, `StoreVersionError` or `StoreWriteError`; nothing stays open then.
 *
 * A snapshot that cannot be read is moved aside with its journal before `StoreDamagedError` is thrown: the failure is
 * heard, nothing is lost, and the next attempt starts an empty cache. A file that is no database of ours stays in place.
 */
export async function openForWriting(files: FileSystem, dbPath: string, owner: string, nowMs: number): Promise<OpenedStore> {
  const { path, lock } = await reach(files, dbPath, owner)
  try {
    return await openLocked(files, storePaths(path), () => lock.release(), nowMs)
  } catch (error) {
    await lock.release().catch(() => {})
    throw isSmartMemoError(error) ? error : writeError('open', path, error)
  }
}

/**
 * Opens a database that another process may be writing, without its lock and without changing anything on disk. Throws
 * `FileAccessError` when there is none.
 */
export async function openForReading(files: FileSystem, dbPath: string): Promise<OpenedStore> {
  const paths = storePaths(dbPath)
  for (let attempt = 1; ; attempt++) {
    const found = await readBoth(files, paths)
    if (!found.snapshot) throw new FileAccessError({ path: dbPath, action: 'open', reason: 'there is no such file' })
    const { store, doesJournalFit, findings } = await recover(found)
    // The writer may have replaced one file between the two reads.
    if (!doesJournalFit && attempt < MAX_READ_ATTEMPTS) {
      store.close()
      await setTimeout(attempt)
      continue
    }
    return { durable: new ReadOnlyStore(store, dbPath, found.snapshot.length, found.journal?.length ?? 0), findings }
  }
}

/** Attempts to read a snapshot and a journal that go together while a writer replaces them. */
const MAX_READ_ATTEMPTS = 10

async function reach(files: FileSystem, dbPath: string, owner: string): Promise<{ path: string; lock: FileLock }> {
  try {
    const path = await files.realPath(dbPath)
    await files.makeFolder(dirname(path))
    return { path, lock: await acquireLock(files, path, owner) }
  } catch (error) {
    throw isSmartMemoError(error) ? error : writeError('lock', dbPath, error)
  }
}

async function openLocked(
  files: FileSystem,
  paths: StorePaths,
  release: () => Promise<void>,
  nowMs: number,
): Promise<OpenedStore> {
  const found = await readBoth(files, paths)
  const recovery = await recoverOrMoveAside(files, paths, found, nowMs)
  try {
    const kept = await keepAside(files, paths, found, recovery, nowMs)
    const journal = recovery.journal
      ? await JournalFile.continue(files, paths.journal, recovery.generation, recovery.journal.length)
      : null
    const { store, generation } = recovery
    const snapshotBytes = found.snapshot?.length ?? 0
    const durable = await JournaledStore.start({ files, paths, store, journal, generation, snapshotBytes, release })
    return { durable, findings: [...recovery.findings, ...kept] }
  } catch (error) {
    recovery.store.close()
    throw error
  }
}

async function readBoth(files: FileSystem, paths: StorePaths): Promise<FoundFiles> {
  try {
    return { paths, snapshot: await files.read(paths.snapshot), journal: await files.read(paths.journal) }
  } catch (error) {
    throw new FileAccessError({ path: paths.snapshot, action: 'read', reason: messageOf(error) }, { cause: error })
  }
}

async function recoverOrMoveAside(files: FileSystem, paths: StorePaths, found: FoundFiles, nowMs: number): Promise<Recovery> {
  try {
    return await recover(found)
  } catch (error) {
    if (!(error instanceof StoreDamagedError) || !isOwnFile(found.snapshot!)) throw error
    const aside = paths.asideAt(nowMs)
    if (found.journal) await moveInto(files, paths.journal, aside.journal)
    await moveInto(files, paths.snapshot, aside.snapshot)
    const { reason } = error.details
    throw new StoreDamagedError({
      path: paths.snapshot,
      reason: typeof reason === 'string' ? reason : error.message,
      keptAs: aside.snapshot,
    })
  }
}

/** Copies files of which something could not be used, before anything takes their place; says where they are. */
async function keepAside(
  files: FileSystem,
  paths: StorePaths,
  found: FoundFiles,
  recovery: Recovery,
  nowMs: number,
): Promise<string[]> {
  const aside = paths.asideAt(nowMs)
  for (const name of recovery.keepAside) {
    await moveInto(files, await writeBeside(files, aside[name], found[name]!), aside[name])
  }
  return recovery.keepAside.map((name) => `${paths[name]} was kept as ${aside[name]}`)
}

function writeError(action: string, path: string, cause: unknown): StoreWriteError {
  return new StoreWriteError({ path, action, reason: messageOf(cause) }, { cause })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
