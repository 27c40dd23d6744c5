import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'
import { openForReading, openForWriting } from '../../../src/store/durable/open-store.js'

const KILLS = 30
const SCRIPT = fileURLToPath(new URL('killed-writer.mjs', import.meta.url))
const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-kill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Lets a writer run, kills it some ms after its first acknowledgement, and returns what it had printed. */
async function runAndKill(dbPath: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [SCRIPT, dbPath], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  let isDoomed = false
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (!isDoomed && line.startsWith('stored')) {
      isDoomed = true
      setTimeout(() => child.kill('SIGKILL'), afterMs)
    }
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return lines
}

test('a process killed while it writes loses nothing acknowledged and leaves a database that opens', async () => {
  const dbPath = join(folder, 'deep', 'er', 'cache.db')
  let acknowledged = 0
  for (let kill = 0; kill < KILLS; kill++) {
    for (const line of await runAndKill(dbPath, (kill * 7) % 40)) {
      const [kind, id] = line.split(' ')
      if (kind === 'stored') acknowledged = Math.max(acknowledged, Number(id))
      else expect(line).toContain('An unfinished change')
    }
    const { durable } = await openForReading(new NodeFileSystem(), dbPath)
    const ids = [...durable.store.entries()].map((entry) => entry.id)
    await durable.close()
    expect(ids.length).toBeGreaterThanOrEqual(acknowledged)
    expect(ids).toEqual(ids.map((_, index) => index + 1))
    if (hasSqlite && kill % 5 === 0) {
      const { stdout } = spawnSync('sqlite3', [dbPath, 'PRAGMA integrity_check; SELECT count(*) FROM entries;'], {
        encoding: 'utf8',
      })
      expect(stdout).toMatch(/^ok\n\d+\n$/)
    }
  }
  const { durable } = await openForWriting(new NodeFileSystem(), dbPath, 'last', Date.now())
  await durable.close()
  expect((await readdir(join(folder, 'deep', 'er'))).sort()).toEqual(['cache.db', 'cache.db.log'])
})

test.skipIf(process.platform === 'win32')('files and folders belong to their owner alone', async () => {
  const dbPath = join(folder, 'private', 'cache.db')
  const { durable } = await openForWriting(new NodeFileSystem(), dbPath, 'me', 0)
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
  expect(await mode(join(folder, 'private'))).toBe('700')
  for (const path of [dbPath, `${dbPath}.log`, `${dbPath}.lock`]) expect(await mode(path)).toBe('600')
  await durable.close()
})
