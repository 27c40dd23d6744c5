import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acquireLock, inspectLock } from '../../../src/store/durable/file-lock.js'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'
import { identifyOwnProcess } from '../../../src/store/durable/process-identity.js'
import { systemError } from './simulated-file-system.js'

let folder: string
let dbPath: string
const files = new NodeFileSystem()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-lock-'))
  dbPath = join(folder, 'cache.db')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const holder = async () => JSON.parse(await readFile(`${dbPath}.lock`, 'utf8')) as Record<string, unknown>
const leaveLock = async (changes: object) =>
  writeFile(`${dbPath}.lock`, JSON.stringify({ ...(await identifyOwnProcess()), owner: 'gone', startedAt: 'x', ...changes }))

/** Starts a process that does nothing until it is killed. */
async function startProcess() {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'data')
  return child
}

describe('acquireLock', () => {
  test('names its holder in the lock file and leaves nothing behind once released', async () => {
    const lock = await acquireLock(files, dbPath, 'me')
    expect(await holder()).toMatchObject({ pid: process.pid, host: hostname(), owner: 'me' })
    expect(await readdir(folder)).toEqual(['cache.db.lock'])
    await lock.release()
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses while another owner holds it, naming process and host', async () => {
    await acquireLock(files, dbPath, 'me')
    await expect(acquireLock(files, dbPath, 'you')).rejects.toMatchObject({
      code: 'SMARTMEMO_STORE_LOCKED',
      details: { pid: process.pid, host: hostname(), path: dbPath },
    })
    expect(await holder()).toMatchObject({ owner: 'me' })
  })

  test('lets the same owner in again', async () => {
    await acquireLock(files, dbPath, 'me')
    const again = await acquireLock(files, dbPath, 'me')
    await again.release()
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses while the holding process lives and takes over once it was killed', async () => {
    const child = await startProcess()
    await leaveLock({ pid: child.pid, startTicks: null })
    await expect(acquireLock(files, dbPath, 'me')).rejects.toMatchObject({ details: { pid: child.pid } })
    child.kill('SIGKILL')
    await once(child, 'exit')
    await acquireLock(files, dbPath, 'me')
    expect(await holder()).toMatchObject({ owner: 'me', pid: process.pid })
  })

  test.skipIf(process.platform !== 'linux')(
    'takes over when the process id belongs to a later process, or the machine was restarted',
    async () => {
      await leaveLock({ startTicks: 1 })
      await acquireLock(files, dbPath, 'me')
      await leaveLock({ bootId: 'another' })
      await acquireLock(files, dbPath, 'me')
      expect(await holder()).toMatchObject({ owner: 'me' })
    },
  )

  test('does not judge processes of another host', async () => {
    await leaveLock({ host: 'elsewhere', pid: 2 ** 22 + 1 })
    await expect(acquireLock(files, dbPath, 'me')).rejects.toMatchObject({ details: { host: 'elsewhere' } })
  })

  test('takes over a lock file that says nothing', async () => {
    await writeFile(`${dbPath}.lock`, '')
    await acquireLock(files, dbPath, 'me')
    expect(await holder()).toMatchObject({ owner: 'me' })
  })

  test("gives a dead holder's lock to exactly one of many", async () => {
    for (let round = 0; round < 10; round++) {
      await leaveLock({ startTicks: 1, bootId: 'another' })
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) => acquireLock(files, dbPath, `owner ${round}.${n}`)),
      )
      const winners = outcomes.flatMap((outcome, n) => (outcome.status === 'fulfilled' ? [`owner ${round}.${n}`] : []))
      expect(winners).toEqual([(await holder()).owner])
      expect(await readdir(folder)).toEqual(['cache.db.lock'])
    }
  })

  test('goes on after a thread of its own that died while it took over', async () => {
    await leaveLock({ bootId: 'another' })
    const guard = { ...(await identifyOwnProcess()), owner: 'me', startedAt: 'x' }
    await writeFile(`${dbPath}.lock.takeover`, JSON.stringify(guard))
    await acquireLock(files, dbPath, 'me')
    expect(await holder()).toMatchObject({ owner: 'me', pid: process.pid })
    expect(await readdir(folder)).toEqual(['cache.db.lock'])
  })

  test('works where files cannot be linked', async () => {
    const noLinks = new NodeFileSystem()
    noLinks.link = () => Promise.reject(systemError('EPERM'))
    const lock = await acquireLock(noLinks, dbPath, 'me')
    await expect(acquireLock(noLinks, dbPath, 'you')).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_LOCKED' })
    await lock.release()
    expect(await readdir(folder)).toEqual([])
  })

  test('leaves a lock alone on release that someone else holds by now', async () => {
    const lock = await acquireLock(files, dbPath, 'me')
    await leaveLock({ owner: 'you' })
    await lock.release()
    expect(await holder()).toMatchObject({ owner: 'you' })
  })
})

describe('inspectLock', () => {
  test('tells a living holder from a dead one and from a file that is no lock, and changes nothing', async () => {
    expect(await inspectLock(files, dbPath)).toBeNull()
    const lock = await acquireLock(files, dbPath, 'me')
    expect(await inspectLock(files, dbPath)).toMatchObject({ holder: { pid: process.pid, owner: 'me' }, isStale: false })
    await lock.release()
    const child = await startProcess()
    child.kill('SIGKILL')
    await once(child, 'exit')
    await leaveLock({ pid: child.pid, startTicks: null })
    expect(await inspectLock(files, dbPath)).toMatchObject({ holder: { pid: child.pid, owner: 'gone' }, isStale: true })
    await writeFile(`${dbPath}.lock`, '')
    expect(await inspectLock(files, dbPath)).toEqual({ holder: null, isStale: true })
    expect(await readdir(folder)).toEqual(['cache.db.lock'])
  })
})
