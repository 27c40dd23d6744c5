import { setTimeout } from 'node:timers/promises'
import { StoreLockedError } from '../../errors/errors.js'
import type { FileSystem } from './file-system.js'
import { hasCode } from './node-file-system.js'
import { hasEnded, identifyOwnProcess, type ProcessIdentity } from './process-identity.js'

/** Attempts to get a lock that keeps changing hands while it is looked at. */
const MAX_ATTEMPTS = 20

/** Between two looks at a lock that makes no sense: its holder may be about to write it. */
const UNREADABLE_WAIT_MS = 20

/** What `link` fails with where files cannot have two names. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL']

/** What a lock file says. */
export interface LockHolder extends ProcessIdentity {
  /** Random per cache, so that its restarted worker knows its own lock. */
  readonly owner: string
  readonly startedAt: string
}

export interface FileLock {
  /** Gives the lock back; leaves it alone if someone else holds it by now. */
  release(): Promise<void>
}

/**
 * Takes the lock of the database at `dbPath`: a file beside it that names its holder. A lock whose holder has ended is
 * taken over, as is one of the same owner; otherwise throws `StoreLockedError`.
 */
export async function acquireLock(files: FileSystem, dbPath: string, owner: string): Promise<FileLock> {
  const path = `${dbPath}.lock`
  const holder: LockHolder = { ...(await identifyOwnProcess()), owner, startedAt: new Date().toISOString() }
  for (let attempt = 1; ; attempt++) {
    if (await createLock(files, path, holder)) break
    const found = await files.read(path)
    if (!found) continue
    const other = parseHolder(found)
    if (!other && attempt < MAX_ATTEMPTS / 2) {
      await setTimeout(UNREADABLE_WAIT_MS)
      continue
    }
    if (other && other.owner !== owner && !(await hasEnded(other))) {
      throw new StoreLockedError({ path: dbPath, pid: other.pid, host: other.host })
    }
    if ((await takeOver(files, path, holder, found)) && (await isHeldBy(files, path, owner))) break
    if (attempt >= MAX_ATTEMPTS)
      throw new StoreLockedError({ path: dbPath, pid: other?.pid ?? 0, host: other?.host ?? 'an unknown host' })
  }
  return {
    release: async () => {
      if (await isHeldBy(files, path, owner)) await files.remove(path)
    },
  }
}

/**
 * Looks at the lock of the database at `dbPath` and changes nothing; null when there is none. `holder` is null for a file
 * that is no lock of ours.
 */
export async function inspectLock(
  files: FileSystem,
  dbPath: string,
): Promise<{ readonly holder: LockHolder | null; readonly isStale: boolean } | null> {
  const found = await files.read(`${dbPath}.lock`)
  if (!found) return null
  const holder = parseHolder(found)
  return { holder, isStale: !holder || (await hasEnded(holder)) }
}

async function isHeldBy(files: FileSystem, path: string, owner: string): Promise<boolean> {
  const found = await files.read(path)
  return found !== null && parseHolder(found)?.owner === owner
}

/** Makes a lock file that, where links exist, has its content from the first moment on; false when there is one already. */
async function createLock(files: FileSystem, path: string, holder: LockHolder): Promise<boolean> {
  const temporary = await writeHolder(files, path, holder)
  try {
    await files.link(temporary, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    if (hasCode(error, ...NO_LINKS)) return await files.createNew(path, encodeHolder(holder))
    throw error
  } finally {
    await files.remove(temporary)
  }
}

/**
 * Replaces a lock whose holder is gone. Of several that try, a second lock lets one through at a time, and that one
 * looks again before it acts; a holder that died in that moment leaves a second lock which is put aside in the same way.
 */
async function takeOver(files: FileSystem, path: string, holder: LockHolder, expected: Uint8Array): Promise<boolean> {
  const guard = `${path}.takeover`
  if (!(await createLock(files, guard, holder))) {
    const found = await files.read(guard)
    const other = found && parseHolder(found)
    // One of the same owner was left by a thread that died while it took over.
    if (found && (!other || other.owner === holder.owner || (await hasEnded(other)))) await files.remove(guard)
    return false
  }
  try {
    const found = await files.read(path)
    if (!found || Buffer.compare(found, expected) !== 0) return false
    await files.rename(await writeHolder(files, path, holder), path)
    return true
  } finally {
    await files.remove(guard)
  }
}

async function writeHolder(files: FileSystem, path: string, holder: LockHolder): Promise<string> {
  const temporary = `${path}.${holder.pid}-${holder.owner}`
  const file = await files.create(temporary)
  try {
    await file.write(encodeHolder(holder), 0)
    await file.datasync()
  } finally {
    await file.close()
  }
  return temporary
}

function encodeHolder(holder: LockHolder): Uint8Array {
  return Buffer.from(`${JSON.stringify(holder)}\n`)
}

/** Null for a file that is no lock of ours, such as one that a crash of the machine left empty. */
function parseHolder(bytes: Uint8Array): LockHolder | null {
  try {
    const holder = JSON.parse(Buffer.from(bytes).toString('utf8')) as LockHolder
    return Number.isSafeInteger(holder.pid) && typeof holder.host === 'string' && typeof holder.owner === 'string' ? holder : null
  } catch {
    return null
  }
}
