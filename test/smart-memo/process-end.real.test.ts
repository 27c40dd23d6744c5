import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CacheOfTest } from './cache-of-test.js'

const SCRIPT = fileURLToPath(new URL('forgetful.mjs', import.meta.url))
/** A process that hangs is killed after this long; one that ends by itself takes about a second. */
const PATIENCE_MS = 60_000

const own = new CacheOfTest(0)

async function run(threads: number, how: string) {
  const child = spawn(process.execPath, [SCRIPT, own.dbPath, String(threads), how], { stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  const output: string[] = []
  child.stdout.on('data', (data: Buffer) => output.push(String(data)))
  child.stderr.on('data', (data: Buffer) => output.push(String(data)))
  await once(child, 'close')
  clearTimeout(timer)
  return { signal: child.signalCode, output: output.join('') }
}

describe.each([0, 1])('a process with threads: %i', (threads) => {
  test.each(['never-used', 'ready'])('ends by itself (%s)', async (how) => {
    expect(await run(threads, how)).toEqual({ signal: null, output: 'end 0\n' })
  })

  test.each(['forgotten', 'not-awaited', 'closed'])('ends by itself and keeps what it stored (%s)', async (how) => {
    expect(await run(threads, how)).toEqual({ signal: null, output: 'end 0\n' })
    if (how === 'closed') expect((await readdir(own.folder)).sort()).toEqual(['cache.db', 'cache.db.log'])
    const cache = own.create({ domain: 'd' })
    expect(await cache.lookup({ prompt: 'a' })).toMatchObject({ response: 'response to a' })
  })
})
