import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { FileAccessError } from '../errors/errors.js'
import type { Memory, MemoryReport } from '../memory/memory.js'
import { MemoryService } from '../memory/memory-service.js'
import { inspectLock } from '../store/durable/file-lock.js'
import { NodeFileSystem } from '../store/durable/node-file-system.js'

/** A database opened for the people who look after it: no encoder, no index, no thread. */
export interface OpenedDatabase {
  readonly memory: Memory
  readonly report: MemoryReport
}

/**
 * Opens a database file that exists: for reading beside the process that has it open, or for writing under its lock.
 * Throws `FileAccessError` when there is none, `StoreLockedError`, `StoreDamagedError` or `StoreVersionError`.
 */
export async function openDatabase(dbPath: string, access: 'read' | 'write'): Promise<OpenedDatabase> {
  const path = resolve(dbPath)
  if (!(await stat(path).catch(() => null))?.isFile()) {
    throw new FileAccessError({
      path: dbPath,
      action: 'open the cache at',
      reason: 'there is no such file. Name it with --db-path',
    })
  }
  const memory = new MemoryService()
  const settings = { dbPath: path, readOnly: access === 'read', lockOwner: randomUUID(), encoder: null, reembed: true }
  return { memory, report: await memory.open(settings) }
}

/** Tells who has the database at `dbPath` open for writing, and whether that process has ended; null for nobody. */
export function inspectDatabaseLock(dbPath: string): ReturnType<typeof inspectLock> {
  return inspectLock(new NodeFileSystem(), resolve(dbPath))
}
