import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { FileAccessError, StoreDamagedError, StoreKeyError, StoreWriteError } from '../../errors/errors.js'
import { isSmartMemoError } from '../../errors/smart-memo-error.js'
import type { Cipher } from '../../security/cipher.js'
import { isOwnFile } from '../sqlite/own-file.js'
import type { DurableStore } from './durable-store.js'
import { acquireLock, type FileLock } from './file-lock.js'
import type { FileSystem } from './file-system.js'
import { JournalFile } from './journal-file.js'
import { JournaledStore } from './journaled-store.js'
import { recover, type FoundFiles, type Recovery } from './recover.js'
import { ReadOnlyStore } from './read-only-store.js'
import { SealedFileSystem } from './sealed/sealed-file-system.js'
import { isSealed } from './sealed/sealed-format.js'
import { storePaths, type StorePaths } from './store-paths.js'
import { moveInto, writeBeside } from './write-whole-file.js'

/** An open store and what was not as a clean close leaves it. */
export interface OpenedStore {
  readonly durable: DurableStore
  readonly findings: readonly string[]
}

/**
 * Opens the database at `dbPath` for writing, makes it if there is none, and puts right what a crash left. Throws
 * `StoreLockedError`, `StoreDamagedError`, `StoreVersionError`, `StoreKeyError` or `StoreWriteError`; nothing stays open
 * then.
 *
 * A snapshot that cannot be read is moved aside with its journal before `StoreDamagedError` is thrown: the failure is
 * heard, nothing is lost, and the next attempt starts an empty cache. A file that is no database of ours stays in place,
 * as does one whose encryption is not that of `cipher`.
 */
export async function openForWriting(
  files: FileSystem,
  dbPath: string,
  owner: string,
  nowMs: number,
  cipher: Cipher | null = null,
): Promise<OpenedStore> {
  const { path, lock } = await reach(files, dbPath, owner)
  try {
    return await openLocked({ raw: files, files: seal(files, cipher), paths: storePaths(path), nowMs }, () => lock.release())
  } catch (error) {
    await lock.release().catch(() => {})
    throw isSmartMemoError(error) ? error : writeError('open', path, error)
  }
}

/**
 * Opens a database that another process may be writing, without its lock and without changing anything on disk. Throws
 * `FileAccessError` when there is none, and what cannot be read as {@link openForWriting} does.
 */
export async function openForReading(raw: FileSystem, dbPath: string, cipher: Cipher | null = null): Promise<OpenedStore> {
  const paths = storePaths(dbPath)
  const files = seal(raw, cipher)
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

/** Where a database lies and how its files are reached: as they are, and decrypted. */
interface Place {
  readonly raw: FileSystem
  readonly files: FileSystem
  readonly paths: StorePaths
  readonly nowMs: number
}

function seal(files: FileSystem, cipher: Cipher | null): FileSystem {
  return cipher ? new SealedFileSystem(files, cipher) : files
}

async function openLocked(place: Place, release: () => Promise<void>): Promise<OpenedStore> {
  const { files, paths } = place
  const found = await readBoth(files, paths)
  const recovery = await recoverOrMoveAside(place, found)
  try {
    const kept = await keepAside(place, recovery)
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
  let found: FoundFiles
  try {
    found = { paths, snapshot: await files.read(paths.snapshot), journal: await files.read(paths.journal) }
  } catch (error) {
    if (isSmartMemoError(error)) throw error
    throw new FileAccessError({ path: paths.snapshot, action: 'read', reason: messageOf(error) }, { cause: error })
  }
  if (!(files instanceof SealedFileSystem)) refuseSealed(found)
  return found
}

/** Without a key, encrypted files are left as they are. */
function refuseSealed({ paths, snapshot, journal }: FoundFiles): void {
  for (const [path, bytes] of [
    [paths.snapshot, snapshot],
    [paths.journal, journal],
  ] as const) {
    if (!bytes || !isSealed(bytes)) continue
    throw new StoreKeyError({
      path,
      problem: 'it is encrypted, and no key was given',
      remedy: 'Open it from code with the option `encrypt` and the key that it was written with',
    })
  }
}

async function recoverOrMoveAside(place: Place, found: FoundFiles): Promise<Recovery> {
  try {
    return await recover(found)
  } catch (error) {
    if (!(error instanceof StoreDamagedError) || !isOurs(found.snapshot!)) throw error
    const { raw, paths } = place
    const aside = await freeNames(place)
    if (found.journal) await moveInto(raw, paths.journal, aside.journal)
    await moveInto(raw, paths.snapshot, aside.snapshot)
    const { reason } = error.details
    throw new StoreDamagedError({
      path: paths.snapshot,
      reason: typeof reason === 'string' ? reason : error.message,
      keptAs: aside.snapshot,
    })
  }
}

/** Tells whether a file was written by us, also when it is encrypted and so damaged that nothing of it can be decrypted. */
function isOurs(snapshot: Uint8Array): boolean {
  return isOwnFile(snapshot) || isSealed(snapshot)
}

/** Copies files of which something could not be used, before anything takes their place; says where they are. */
async function keepAside(place: Place, recovery: Recovery): Promise<string[]> {
  if (recovery.keepAside.length === 0) return []
  const { raw, paths } = place
  const aside = await freeNames(place)
  for (const name of recovery.keepAside) {
    const bytes = await raw.read(paths[name])
    if (bytes) await moveInto(raw, await writeBeside(raw, aside[name], bytes), aside[name])
  }
  return recovery.keepAside.map((name) => `${paths[name]} was kept as ${aside[name]}`)
}

/** Names that nothing is kept under yet: two failures may fall into one millisecond, or a clock may have been set back. */
async function freeNames({ raw, paths, nowMs }: Place): Promise<ReturnType<StorePaths['asideAt']>> {
  for (let atMs = nowMs; ; atMs++) {
    const aside = paths.asideAt(atMs)
    if ((await raw.read(aside.snapshot)) === null && (await raw.read(aside.journal)) === null) return aside
  }
}

function writeError(action: string, path: string, cause: unknown): StoreWriteError {
  return new StoreWriteError({ path, action, reason: messageOf(cause) }, { cause })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
