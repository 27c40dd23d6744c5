import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import initSqlJs, { type Database, type SqlJsStatic } from 'sql.js'

let engine: Promise<SqlJsStatic> | undefined

/**
 * Opens a database in the thread's memory, from the bytes of a file or empty. Statements run without a rollback file
 * and without syncing: there is no disk below, and the journal makes things last.
 */
export async function openDatabase(bytes?: Uint8Array): Promise<Database> {
  engine ??= loadEngine()
  const { Database } = await engine
  const database = new Database(bytes)
  try {
    database.run('PRAGMA journal_mode = MEMORY')
    database.run('PRAGMA synchronous = OFF')
    database.run('PRAGMA temp_store = MEMORY')
    database.run('PRAGMA locking_mode = EXCLUSIVE')
    database.run(`PRAGMA cache_size = -${CACHE_KIB}`)
    database.run('PRAGMA secure_delete = ON')
    database.run('PRAGMA foreign_keys = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Most that the page cache takes; what does not fit is copied again from the in-memory file, at about 10 µs a page. */
const CACHE_KIB = 32 * 1024

async function loadEngine(): Promise<SqlJsStatic> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'))
  return initSqlJs({ wasmBinary: new Uint8Array(wasm).buffer })
}
