import { readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { NodeFileSystem } from '../../src/store/durable/node-file-system.js'
import { openForReading } from '../../src/store/durable/open-store.js'
import { CacheOfTest } from '../smart-memo/cache-of-test.js'
import { DrivenCache } from './driven-cache.js'

const own = new CacheOfTest(0)
const started: DrivenCache[] = []

function start(options: object = {}, shell?: string): DrivenCache {
  const driven = new DrivenCache({ dbPath: own.dbPath, threads: 1, durability: 'sync', ...options }, shell)
  started.push(driven)
  return driven
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((driven) => driven.kill()))
})

/** Tries again as long as it takes the other process to be gone. */
async function callUntilOpen(driven: DrivenCache, ...call: [string, ...unknown[]]) {
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await driven.call(...call)
    if (answer.error?.code !== 'SMARTMEMO_STORE_LOCKED' || Date.now() > deadline) return answer
  }
}

describe('two processes on one file', () => {
  test('the second is told who holds it and asks the LLM; it takes over once the first was closed or killed', async () => {
    const first = start()
    await first.call('remember', 'a', 'from the first')
    const second = start()
    expect((await second.call('ready')).error).toMatchObject({
      code: 'SMARTMEMO_STORE_LOCKED',
      details: { pid: first.process.pid, host: hostname() },
    })
    expect((await second.call('ask', 'a')).value).toMatchObject({ response: 'response to a', reason: 'lookup-failed' })
    await first.kill()
    expect((await callUntilOpen(second, 'lookup', 'a')).value).toMatchObject({ response: 'from the first' })
    const third = start()
    expect((await third.call('ready')).error?.details).toMatchObject({ pid: second.process.pid })
    await second.call('close')
    expect((await callUntilOpen(third, 'lookup', 'a')).value).toMatchObject({ response: 'from the first' })
  })

  test('of many that start at once exactly one gets it, also over the lock of a dead process', async () => {
    const dead = { pid: 2 ** 22 + 1, host: hostname(), startTicks: null, bootId: null, owner: 'gone', startedAt: 'x' }
    await writeFile(`${own.dbPath}.lock`, JSON.stringify(dead))
    const many = Array.from({ length: 5 }, () => start({ threads: 0 }))
    const answers = await Promise.all(many.map((driven) => driven.call('ready')))
    expect(answers.filter(({ error }) => !error)).toHaveLength(1)
    const winner = many[answers.findIndex(({ error }) => !error)]!
    for (const { error } of answers) if (error) expect(error.details).toMatchObject({ pid: winner.process.pid })
  })

  test('the lock of a process on another host is left alone, and the error names that host', async () => {
    const lock = { pid: process.pid, host: 'elsewhere', startTicks: 1, bootId: 'x', owner: 'other', startedAt: 'x' }
    await writeFile(`${own.dbPath}.lock`, JSON.stringify(lock))
    const driven = start({ threads: 0 })
    expect((await driven.call('ready')).error).toMatchObject({ code: 'SMARTMEMO_STORE_LOCKED', details: { host: 'elsewhere' } })
    expect(JSON.parse(await readFile(`${own.dbPath}.lock`, 'utf8'))).toEqual(lock)
  })

  test('a reader beside a writer sees whole states only, never going back, and disturbs nobody', async () => {
    const writer = start()
    const writing = (async () => {
      for (let number = 0; number < 120; number++) {
        await writer.call('remember', `${number}a ${number}b`, 'r'.repeat(number * 10))
        // Makes a snapshot and a new journal.
        if (number % 10 === 9) await writer.call('forget', 'nothing')
      }
      return 'done' as const
    })()
    let [seen, reads] = [0, 0]
    while ((await Promise.race([writing, openForReading(new NodeFileSystem(), own.dbPath).catch(() => null)])) !== 'done') {
      const reader = await openForReading(new NodeFileSystem(), own.dbPath).catch(() => null)
      if (!reader) continue
      reads++
      const entries = [...reader.durable.store.entries()]
      expect(entries.map(({ id }) => id)).toEqual(entries.map((_, index) => index + 1))
      expect(entries.every(({ response }, index) => response.length === index * 10)).toBe(true)
      expect(entries.length).toBeGreaterThanOrEqual(seen)
      seen = entries.length
      await reader.durable.close()
    }
    expect(reads).toBeGreaterThan(3)
    expect((await writer.call('lookup', '5a 5b')).value).toMatchObject({ response: 'r'.repeat(50) })
  })
})

describe.skipIf(process.platform === 'win32')('a process that was stopped (SIGSTOP)', () => {
  test('keeps its lock, and goes on where it was when it continues', async () => {
    const frozen = start()
    await frozen.call('remember', 'a', 'r')
    frozen.process.kill('SIGSTOP')
    frozen.send('ask', 'asked while stopped')
    frozen.send('remember', 'b', 'stored after')
    const other = start({ threads: 0 })
    expect((await other.call('ready')).error).toMatchObject({
      code: 'SMARTMEMO_STORE_LOCKED',
      details: { pid: frozen.process.pid },
    })
    expect((await other.call('ask', 'a')).value).toMatchObject({ response: 'response to a' })
    frozen.process.kill('SIGCONT')
    expect((await frozen.answer()).value).toMatchObject({ response: 'response to asked while stopped', wasCacheHit: false })
    expect((await frozen.answer()).error).toBeUndefined()
    expect((await frozen.call('lookup', 'b')).value).toMatchObject({ response: 'stored after' })
    expect((await frozen.call('lookup', 'a')).value).toMatchObject({ response: 'r' })
  })
})

describe.skipIf(process.platform === 'win32')('a process that was frozen, and thawed minutes later', () => {
  test('answers, stores and flushes at once, serves what is still alive and nothing past its time', async () => {
    const frozen = start({ ttlMs: 600_000, durability: 'batch', implicitFeedback: { windowMs: 30_000 } })
    await frozen.call('remember', 'a', 'r')
    frozen.process.kill('SIGSTOP')
    frozen.send('skip', 300_000)
    frozen.send('ask', 'a')
    frozen.send('ask', 'new')
    frozen.process.kill('SIGCONT')
    expect((await frozen.answer()).error).toBeUndefined()
    expect((await frozen.answer()).value).toMatchObject({ response: 'r', wasCacheHit: true })
    expect((await frozen.answer()).value).toMatchObject({ response: 'response to new', wasCacheHit: false })
    await frozen.call('skip', 300_001)
    expect((await frozen.call('lookup', 'a')).value).toMatchObject({ response: null, reason: 'expired' })
    expect((await frozen.call('lookup', 'new')).value).toMatchObject({ response: 'response to new' })
    expect((await frozen.call('flush')).error).toBeUndefined()
    await frozen.kill()
    const next = start({ threads: 0 })
    expect((await callUntilOpen(next, 'lookup', 'new')).value).toMatchObject({ response: 'response to new' })
  })
})

describe('a process without a file descriptor left', () => {
  test('answers, stores on in the open journal, says why a snapshot fails, and makes it once there are some again', async () => {
    const driven = start({ threads: 0 }, 'ulimit -n 128')
    await driven.call('remember', 'a', 'r')
    expect((await driven.call('exhaustFiles')).value).toBe('EMFILE')
    expect((await driven.call('ask', 'a')).value).toMatchObject({ response: 'r', wasCacheHit: true })
    expect((await driven.call('remember', 'b', 'r')).error).toBeUndefined()
    expect((await driven.call('forget', 'a')).error).toMatchObject({
      code: 'SMARTMEMO_STORE_WRITE',
      message: expect.stringContaining('EMFILE') as string,
    })
    await driven.call('freeFiles')
    expect((await driven.call('forget', 'a')).error).toBeUndefined()
    await driven.call('close')
    expect(await own.create({ domain: 'driven' }).lookup({ prompt: 'b' })).toMatchObject({ response: 'r' })
    expect((await readFile(own.dbPath)).includes('response to a')).toBe(false)
  })
})

describe.skipIf(process.platform !== 'linux')('a folder in which nothing can be written', () => {
  test('opening names it and says what to do, the LLM is called', async () => {
    const cache = own.create({ dbPath: '/proc/smartmemo/cache.db' })
    await expect(cache.ready()).rejects.toMatchObject({
      code: 'SMARTMEMO_STORE_WRITE',
      message: expect.stringMatching(/\/proc\/smartmemo.*Free space or fix the permissions/) as string,
    })
    expect(await cache.getOrCall({ prompt: 'a', llmFunction: () => 'r' })).toMatchObject({
      response: 'r',
      reason: 'lookup-failed',
    })
  })
})
