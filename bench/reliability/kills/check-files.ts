import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Tells whether the sqlite3 tool is there to be asked. */
export const HAS_SQLITE = spawnSync('sqlite3', ['--version']).status === 0

/** Lets the sqlite3 tool look through the snapshot as it lies there; null when all is well or there is none yet. */
export function findSqliteDamage(dbPath: string): string | null {
  if (!existsSync(dbPath)) return null
  const question = 'PRAGMA integrity_check; PRAGMA foreign_key_check;'
  const { stdout, stderr } = spawnSync('sqlite3', ['-readonly', dbPath, question], { encoding: 'utf8' })
  return stdout === 'ok\n' ? null : `sqlite3 says: ${stdout}${stderr}`
}
