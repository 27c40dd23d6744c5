import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { built } from '../smart-memo/built.js'
import { CacheOfTest } from '../smart-memo/cache-of-test.js'

const CLI = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
const SECRET = 'how do I reset the big blue device today'
const RESPONSE = 'hold the button of the big blue device'

/** A cipher that is no one's but the caller's, and counts what it is asked for. */
function ownCipher() {
  const calls = { encrypt: 0, decrypt: 0 }
  const flip = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
  return {
    calls,
    cipher: {
      id: 'mine',
      encrypt: async (bytes: Uint8Array) => (calls.encrypt++, flip(bytes)),
      decrypt: (bytes: Uint8Array) => (calls.decrypt++, flip(bytes)),
    },
  }
}

describe.each([0, 1])('an encrypted cache with threads: %i', (threads) => {
  const own = new CacheOfTest(threads)
  const key = randomBytes(32)

  const filesHold = async (text: string) => {
    const names = await readdir(own.folder)
    const contents = await Promise.all(names.map((name) => readFile(join(own.folder, name))))
    return contents.some((content) => content.includes(text))
  }

  test.each([
    ['aes256Gcm', () => built.aes256Gcm(key)],
    ['a cipher of the caller', () => ownCipher().cipher],
  ])('keeps everything over a restart and shows nothing of it in its files (%s)', async (_, cipher) => {
    const first = own.create({ encrypt: cipher(), durability: 'sync' })
    await first.remember({ prompt: SECRET, response: RESPONSE, metadata: { note: RESPONSE }, tags: ['blue'] })
    await first.forget({ tag: 'none' })
    expect([await filesHold('blue'), await filesHold('SQLite')]).toEqual([false, false])
    await first.close()
    expect([await filesHold('blue'), await filesHold('SQLite')]).toEqual([false, false])
    const second = own.create({ encrypt: cipher() })
    expect(await second.lookup({ prompt: SECRET })).toMatchObject({ response: RESPONSE, tier: 'exact' })
    expect(await second.lookup({ prompt: 'how do I reset the big blue device' })).toMatchObject({ tier: 'semantic' })
  })

  test('calls a cipher of the caller back on the thread of the caller', async () => {
    const { calls, cipher } = ownCipher()
    const cache = own.create({ encrypt: cipher, durability: 'sync' })
    await cache.remember({ prompt: SECRET, response: RESPONSE })
    await cache.close()
    await own.create({ encrypt: cipher }).ready()
    expect(calls.encrypt).toBeGreaterThan(2)
    expect(calls.decrypt).toBeGreaterThan(0)
  })

  test('says that the key is wrong or missing, calls the LLM, and leaves the file for the right key', async () => {
    const first = own.create({ encrypt: built.aes256Gcm(key) })
    await first.remember({ prompt: SECRET, response: RESPONSE })
    await first.close()
    for (const options of [{ encrypt: built.aes256Gcm(randomBytes(32)) }, {}]) {
      const cache = own.create(options)
      await expect(cache.ready()).rejects.toBeInstanceOf(built.StoreKeyError)
      expect(await cache.getOrCall({ prompt: SECRET, llmFunction: () => 'fresh' })).toMatchObject({
        response: 'fresh',
        reason: 'lookup-failed',
      })
      await cache.close()
    }
    expect((await own.create({ encrypt: built.aes256Gcm(key) }).lookup({ prompt: SECRET })).response).toBe(RESPONSE)
  })

  test('refuses to share a file that is open with another key', async () => {
    await own.create({ encrypt: built.aes256Gcm(key) }).ready()
    await expect(own.create({ encrypt: built.aes256Gcm(randomBytes(32)) }).ready()).rejects.toBeInstanceOf(built.StoreKeyError)
    await expect(own.create().ready()).rejects.toBeInstanceOf(built.StoreKeyError)
    await own.create({ encrypt: built.aes256Gcm(key), domain: 'code' }).ready()
  })
})

describe('the command line on an encrypted database', () => {
  const own = new CacheOfTest(0)

  test.each([
    ['stats'],
    ['inspect', 'entries'],
    ['export-feedback', '--out', 'pairs.jsonl'],
    ['forget', '--tag', 't', '--yes'],
    ['doctor'],
  ])('%s says that it is encrypted and what to do', async (...args) => {
    const cache = own.create({ encrypt: built.aes256Gcm(randomBytes(32)) })
    await cache.remember({ prompt: SECRET, response: RESPONSE })
    await cache.close()
    const run = promisify(execFile)(process.execPath, [CLI, ...args, '--db-path', own.dbPath], { cwd: own.folder })
    const { code, stdout, stderr } = (await run.catch((error: unknown) => error)) as {
      code: number
      stdout: string
      stderr: string
    }
    expect(code, stderr).toBe(1)
    expect(stdout + stderr).toContain('it is encrypted, and no key was given')
    expect(stdout + stderr).toContain('`encrypt`')
  })
})
