import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { settle } from '../cache/fake-llm.js'
import { collect } from '../cache/published.js'
import { built } from '../smart-memo/built.js'
import { CacheOfTest } from '../smart-memo/cache-of-test.js'

const SECRET = 'Xyzzy-4711'
const KEY = '5e'.repeat(32)
/** Holds the secret wherever a caller may put one. */
const sensitive = {
  prompt: `reset the device of ${SECRET}`,
  scope: `user ${SECRET}`,
  context: { system: SECRET },
  params: { user: SECRET },
}
const details = { metadata: { account: SECRET }, tags: [SECRET] }

const channels = ['failure', 'lookup', 'shadow', 'recovery', 'reembed'].map((name) => collect<object>(`smartmemo:${name}`))
const warnings: Error[] = []
const written: string[] = []
const listener = (warning: Error) => void warnings.push(warning)

beforeEach(() => {
  process.on('warning', listener)
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => (written.push(String(text)), true))
})
afterEach(() => {
  vi.restoreAllMocks()
  process.off('warning', listener)
  warnings.length = 0
  written.length = 0
})

/** What a log of everything that the library says would hold; errors with their stacks, details and causes. */
function logged(...errors: unknown[]): string {
  const all = [...errors, ...channels.flat(), ...warnings, ...written]
  return all.map((each) => `${inspect(each, { depth: 9 })} ${String(each)} ${JSON.stringify(each)}`).join('\n')
}

describe.each([0, 1])('with threads: %i', (threads) => {
  const own = new CacheOfTest(threads)

  test('nothing that the library says repeats prompts, responses, scopes, metadata, tags or keys, whatever fails', async () => {
    const errors: unknown[] = []
    const note = async (call: () => unknown) => {
      try {
        await call()
      } catch (error) {
        errors.push(error)
      }
    }
    const cache = own.create({ durability: 'sync', encrypt: built.aes256Gcm(KEY) })
    const first = await cache.getOrCall({ ...sensitive, ...details, llmFunction: () => `the response to ${SECRET}` })
    await cache.getOrCall({ ...sensitive, llmFunction: () => SECRET })
    await cache.reportBadHit(first.queryId, { reason: `wrong for ${SECRET}` })

    const refusedCalls: (() => unknown)[] = [
      () => cache.getOrCall({ ...sensitive, llmFunction: SECRET as never }),
      () => cache.getOrCall({ ...sensitive, scope: [SECRET] as never, llmFunction: () => 'r' }),
      () => cache.getOrCall({ ...sensitive, context: new Map([[SECRET, SECRET]]) as never, llmFunction: () => 'r' }),
      () => cache.getOrCall({ ...sensitive, metadata: SECRET.repeat(10_000), llmFunction: () => 'r' }),
      () => cache.getOrCall({ ...sensitive, [SECRET.toLowerCase()]: 1, prompt: [SECRET], llmFunction: () => 'r' } as never),
      () => cache.remember({ ...sensitive, response: { text: SECRET } as never }),
      () => cache.remember({ ...sensitive, response: SECRET.repeat(500_000) }),
      () => cache.remember({ ...sensitive, response: 'r', tags: [SECRET.repeat(50)] }),
      () => cache.remember({ prompt: SECRET.repeat(30_000), response: 'r' }),
      () => cache.importPairs([{ prompt: SECRET, response: 5 }] as never),
      () => cache.reportGoodHit(first.queryId, { reason: SECRET.repeat(500) }),
      () => cache.reportGoodHit(first.queryId, { why: SECRET } as never),
      () => cache.forget({ metadata: SECRET } as never),
      () => cache.forget({ prompt: [SECRET] } as never),
      () => cache.lookup({ ...sensitive, threshold: SECRET as never }),
      () => built.aes256Gcm(`${KEY}0`),
      () => own.create({ encrypt: { id: KEY, encrypt: 5 } as never }),
    ]
    for (const call of refusedCalls) await note(call)
    expect(errors).toHaveLength(refusedCalls.length)

    const lines = join(own.folder, 'lines.jsonl')
    for (const text of [
      `{"prompt":"${SECRET}","response":${SECRET}}`,
      SECRET,
      `{"prompt":["${SECRET}"],"response":"r"}`,
      `"${SECRET}"`,
    ]) {
      await writeFile(lines, text)
      await note(() => cache.importPairs(lines))
    }
    expect(errors).toHaveLength(refusedCalls.length + 4)

    // A response that cannot be stored, a prompt that cannot be looked up, a hook that fails.
    await cache.getOrCall({ ...sensitive, read: false, llmFunction: () => SECRET.repeat(500_000) })
    await cache.getOrCall({ prompt: SECRET.repeat(30_000), llmFunction: () => 'r' })
    await cache.close()
    await note(() => cache.getOrCall({ ...sensitive, llmFunction: () => 'r' }))

    // Opening with another key, without one, and a file that was damaged.
    for (const options of [{ encrypt: built.aes256Gcm(randomBytes(32)) }, {}]) {
      const refused = own.create(options)
      await note(() => refused.ready())
      await refused.getOrCall({ ...sensitive, llmFunction: () => 'r' })
      await refused.close()
    }
    const clear = own.create({ dbPath: join(own.folder, 'clear.db'), durability: 'sync' })
    await clear.remember({ ...sensitive, ...details, response: SECRET })
    await clear.close()
    const bytes = await readFile(join(own.folder, 'clear.db'))
    bytes[bytes.indexOf(SECRET)]! ^= 1
    await writeFile(join(own.folder, 'clear.db'), bytes)
    const damaged = own.create({ dbPath: join(own.folder, 'clear.db') })
    await damaged.getOrCall({ ...sensitive, llmFunction: () => 'r' })
    await damaged.close()
    const lock = { pid: process.ppid, host: hostname(), startTicks: null, bootId: null, owner: 'another', startedAt: 'x' }
    await writeFile(`${own.dbPath}.lock`, JSON.stringify(lock))
    await note(() => own.create({ encrypt: built.aes256Gcm(KEY) }).ready())
    await settle()

    const log = logged(...errors)
    expect(log.toLowerCase()).not.toContain(SECRET.toLowerCase())
    for (const key of [KEY, Buffer.from(KEY, 'hex').toString('base64'), '0x5e, 0x5e', '94, 94']) expect(log).not.toContain(key)
    expect(channels[0]!.length).toBeGreaterThan(2)
    // Warnings of the process, which were looked through above, are all that is printed.
    expect(written.filter((text) => !/SmartMemoWarning|trace-warnings/.test(text))).toEqual([])
  })
})
