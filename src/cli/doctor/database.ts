import { access, constants, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { inspectDatabaseLock, openDatabase } from '../../compose/open-database.js'
import { fileFailure } from '../../files/file-failure.js'
import { formatBytes, formatCount } from '../terminal/format-number.js'
import type { Check, Finding } from './check.js'

/** Room to grow in, beside the second copy of the database that a checkpoint writes. */
const SPARE_BYTES = 64 * 1024 * 1024

/** Files can be made in the folder of the database, and the database can be read and written, by its owner only. */
export function checkFolder(dbPath: string): Check {
  const path = resolve(dbPath)
  return {
    name: 'database folder',
    run: async () => {
      const folder = await nearestFolder(dirname(path))
      try {
        if (folder !== dirname(path)) {
          await access(folder, constants.W_OK)
          return { status: 'ok', detail: `${dirname(path)} is not there yet and can be made` }
        }
        await tryWriting(folder)
        return await checkFile(path, folder)
      } catch (error) {
        const remedy = 'Give this user the right to write there, or name another place with dbPath'
        return { status: 'failed', detail: `${folder}: ${fileFailure(error)}`, remedy }
      }
    },
  }
}

/** Who has the database open, if anybody. */
export function checkLock(dbPath: string): Check {
  return {
    name: 'lock',
    run: async () => {
      const lock = await inspectDatabaseLock(dbPath)
      if (!lock) return { status: 'ok', detail: 'nobody has the database open' }
      const { holder, isStale } = lock
      if (!holder) return { status: 'ok', detail: 'a lock that names nobody, which the next cache takes over' }
      const who = `process ${holder.pid} on ${holder.host}, since ${holder.startedAt}`
      if (isStale) return { status: 'ok', detail: `left by ${who}, which has ended; the next cache takes it over` }
      const remedy = 'A second cache on this file gets StoreLockedError until that process closes its own'
      return { status: 'warning', detail: `held by ${who}`, remedy }
    },
  }
}

/** The database can be read, and nothing in it is damaged. */
export function checkDatabase(dbPath: string): Check {
  return {
    name: 'database',
    run: async () => {
      if (!(await stat(dbPath).catch(() => null))) return { status: 'ok', detail: `${dbPath} is not there yet` }
      const { memory, report } = await openDatabase(dbPath, 'read')
      try {
        const { entries, databaseBytes, journalBytes } = await memory.stats(null, Date.now())
        const detail = `${formatCount(entries)} entries in ${formatBytes(databaseBytes + journalBytes)}`
        if (report.recovered.length === 0) return { status: 'ok', detail }
        const remedy = 'The next cache that opens it puts this right and keeps aside what cannot be read'
        return { status: 'warning', detail: `${detail}. ${report.recovered.join('. ')}`, remedy }
      } finally {
        await memory.close()
      }
    },
  }
}

/** There is room for a second copy of the database and some growth. */
export function checkDiskSpace(dbPath: string): Check {
  return {
    name: 'disk space',
    run: async () => {
      const folder = await nearestFolder(dirname(resolve(dbPath)))
      const { bavail, bsize } = await statfs(folder)
      const size = (await stat(dbPath).catch(() => null))?.size ?? 0
      const detail = `${formatBytes(bavail * bsize)} free in ${folder}`
      if (bavail * bsize >= size + SPARE_BYTES) return { status: 'ok', detail }
      return { status: 'warning', detail, remedy: `Free ${formatBytes(size + SPARE_BYTES)}: a checkpoint writes a second copy` }
    },
  }
}

async function checkFile(path: string, folder: string): Promise<Finding> {
  const found = await stat(path).catch(() => null)
  if (found) await access(path, constants.R_OK | constants.W_OK)
  if (found && process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    const detail = `other users may use ${path} (mode ${(found.mode & 0o777).toString(8)})`
    return { status: 'warning', detail, remedy: `It holds prompts and responses: chmod 600 ${path}` }
  }
  return { status: 'ok', detail: `${folder} can be written to` }
}

/** Rights alone do not tell: a file system may be read-only or full. */
async function tryWriting(folder: string): Promise<void> {
  const probe = join(folder, `.smartmemo-doctor-${process.pid}`)
  await writeFile(probe, '', { flag: 'wx' })
  await rm(probe)
}

async function nearestFolder(folder: string): Promise<string> {
  if (await stat(folder).catch(() => null)) return folder
  return dirname(folder) === folder ? folder : nearestFolder(dirname(folder))
}
