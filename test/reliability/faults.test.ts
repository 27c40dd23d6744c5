import { describe, expect, test } from 'vitest'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { lookUp } from '../../src/cache/look-up.js'
import { recordVerdict } from '../../src/cache/feedback.js'
import { forget } from '../../src/cache/forget.js'
import { remember } from '../../src/cache/remember.js'
import { openForReading, openForWriting } from '../../src/store/durable/open-store.js'
import { defer, fakeLlm, settle } from '../cache/fake-llm.js'
import { collect } from '../cache/published.js'
import { SimulatedFileSystem, systemError, type FileOperation } from '../store/durable/simulated-file-system.js'
import { DB, openOn, type FaultyCache } from './faulty-cache.js'

const failures = collect<{ action: string; error: { code: string; message: string } }>('smartmemo:failure')

/** What the system says, and where it says so first. */
const faults: readonly (readonly [code: string, when: string, operations: readonly FileOperation[]])[] = [
  ['ENOSPC', 'the disk is full', ['write']],
  ['ENOSPC', 'no file can be made', ['create']],
  ['EIO', 'a write fails', ['write']],
  ['EIO', 'a sync fails', ['datasync']],
  ['EIO', 'a write fails and cannot be taken back', ['write', 'truncate']],
  ['EIO', 'the folder cannot be synced', ['datasync', 'syncFolder']],
  ['EMFILE', 'too many files are open', ['create', 'open', 'write']],
  ['EROFS', 'the disk became read-only', ['write', 'create', 'rename', 'remove', 'truncate', 'datasync']],
  ['EACCES', 'the right to write was lost', ['write', 'create', 'rename', 'remove', 'open']],
]

const LLM = fakeLlm().llmFunction

async function cacheWith(prompt: string): Promise<FaultyCache> {
  const cache = await openOn(new Map(), { durability: 'sync' })
  await remember(cache.context, { prompt, response: 'stored before' })
  return cache
}

describe.each(faults)('%s: %s', (code, _, operations) => {
  const breakFiles = ({ files }: FaultyCache) => {
    files.fault = (operation) => (operations.includes(operation) ? systemError(code) : undefined)
  }

  test('prompts are answered, hits served; what must be stored says why it cannot be; after it all goes on', async () => {
    const cache = await cacheWith('known')
    breakFiles(cache)
    // Forgetting makes a snapshot, so every kind of file operation is tried.
    const attempts = await Promise.allSettled([
      forget(cache.context, { prompt: 'nothing' }),
      remember(cache.context, { prompt: 'a', response: 'r' }),
    ])
    const refused = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason as { code: string }] : []))
    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'SMARTMEMO_STORE_WRITE', message: expect.stringContaining(code) as string })
    }
    const known = await getOrCall(cache.context, { prompt: 'known', llmFunction: LLM })
    expect(known).toMatchObject({ wasCacheHit: true, response: 'stored before' })
    const fresh = await getOrCall(cache.context, { prompt: 'quite another thing', llmFunction: () => 'fresh' })
    expect(fresh).toMatchObject({ wasCacheHit: false, response: 'fresh' })
    for (const failure of failures) expect(failure.error).toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })

    cache.files.fault = undefined
    // A failed snapshot is tried again only after a while; until then, calls say so.
    await expect
      .poll(() =>
        remember(cache.context, { prompt: 'after', response: 'it works' }).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    const again = await openOn(cache.files.afterPowerLoss())
    for (const [prompt, response] of [
      ['known', 'stored before'],
      ['after', 'it works'],
    ] as const) {
      expect(await lookUp(again.context, { prompt })).toMatchObject({ response, tier: 'exact' })
    }
    expect(again.parts.opened.recovered).toEqual([])
    await cache.memory.close()
    await again.memory.close()
  })

  test('under batch nobody is held up, and what was acknowledged gets to the disk once it can', async () => {
    const cache = await openOn(new Map(), { durability: 'batch' })
    breakFiles(cache)
    const stored: string[] = []
    for (const prompt of ['a', 'b', 'c']) {
      expect((await getOrCall(cache.context, { prompt, llmFunction: LLM })).wasCacheHit).toBe(false)
      const storing = remember(cache.context, { prompt: `remember ${prompt}`, response: 'r' })
      if (await storing.then(() => true, () => false)) stored.push(`remember ${prompt}`) // prettier-ignore
    }
    // What cannot be written is not acknowledged.
    expect(stored.length > 0).toBe(!operations.includes('write'))
    await cache.context.calls.settled()
    await cache.memory.flush().catch(() => {})
    cache.files.fault = undefined
    await expect
      .poll(() =>
        cache.memory.flush().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    const again = await openOn(cache.files.afterPowerLoss())
    for (const prompt of stored) expect((await lookUp(again.context, { prompt })).wasCacheHit, prompt).toBe(true)
    await cache.memory.close()
    await again.memory.close()
  })

  test('opening says why it cannot, or opens; afterwards the cache opens with everything', async () => {
    const cache = await cacheWith('known')
    const disk = cache.files.afterKill()
    await cache.memory.close()
    const files = new SimulatedFileSystem(disk)
    files.fault = (operation) => (operations.includes(operation) ? systemError(code) : undefined)
    const opened = await openForWriting(files, DB, 'owner', 0).catch((error: unknown) => error)
    if (opened instanceof Error) expect(opened).toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
    files.fault = undefined
    const again = await openOn(files.afterKill())
    expect(await lookUp(again.context, { prompt: 'known' })).toMatchObject({ response: 'stored before' })
    await again.memory.close()
  })
})

describe('files that cannot be read', () => {
  test.each(['EIO', 'EACCES', 'EMFILE'])('%s: opening says so and moves nothing aside', async (code) => {
    const cache = await cacheWith('known')
    const disk = cache.files.afterKill()
    await cache.memory.close()
    const files = new SimulatedFileSystem(disk)
    files.fault = (operation, path) => (operation === 'read' && !path.includes('.lock') ? systemError(code) : undefined)
    const refusal = { code: 'SMARTMEMO_FILE_ACCESS', message: expect.stringContaining(code) as string }
    await expect(openForWriting(files, DB, 'owner', 0)).rejects.toMatchObject(refusal)
    await expect(openForReading(files, DB)).rejects.toMatchObject(refusal)
    expect([...files.afterKill().keys()].sort()).toEqual([DB, `${DB}.log`])
    const again = await openOn(disk)
    expect((await lookUp(again.context, { prompt: 'known' })).wasCacheHit).toBe(true)
    await again.memory.close()
  })
})

describe('a clock that goes back', () => {
  test('serves nothing past its time, and stores, evicts and judges on', async () => {
    const cache = await openOn(new Map(), { ttlMs: 1000, maxEntries: 2, implicitFeedback: { windowMs: 500 } })
    cache.nowMs = 1_000_000
    await getOrCall(cache.context, { prompt: 'first one', llmFunction: LLM })
    cache.nowMs -= 100_000
    for (const prompt of ['second thing', 'third matter', 'fourth']) await getOrCall(cache.context, { prompt, llmFunction: LLM })
    expect((await cache.memory.stats(null, cache.nowMs)).entries).toBe(2)
    const hit = await getOrCall(cache.context, { prompt: 'fourth', llmFunction: LLM })
    expect(hit.wasCacheHit).toBe(true)
    expect(await recordVerdict(cache.context, hit.queryId, 'different', {})).toBe(true)
    expect((await lookUp(cache.context, { prompt: 'first one' })).wasCacheHit).toBe(true)
    cache.nowMs = 1_001_000
    expect((await lookUp(cache.context, { prompt: 'first one' })).reason).toBe('expired')
    await cache.memory.close()
  })

  test('by minutes, as after a machine slept, keeps every entry until its own time', async () => {
    const cache = await openOn(new Map(), { ttlMs: 60_000 })
    await getOrCall(cache.context, { prompt: 'slept', llmFunction: LLM })
    cache.nowMs += 59_999
    expect((await lookUp(cache.context, { prompt: 'slept' })).wasCacheHit).toBe(true)
    cache.nowMs += 1
    expect((await lookUp(cache.context, { prompt: 'slept' })).reason).toBe('expired')
    await cache.memory.close()
  })
})

describe('an LLM that', () => {
  test('hangs holds up its own caller alone, who can leave, and leaves nothing behind', async () => {
    const cache = await openOn(new Map(), { durability: 'sync' })
    const leave = new AbortController()
    const hanging = getOrCall(cache.context, { prompt: 'hang', llmFunction: () => new Promise(() => {}), signal: leave.signal })
    hanging.catch(() => {})
    expect((await getOrCall(cache.context, { prompt: 'other', llmFunction: () => 'r' })).response).toBe('r')
    expect((await getOrCall(cache.context, { prompt: 'other', llmFunction: () => 'r' })).wasCacheHit).toBe(true)
    const reason = new Error('timed out')
    leave.abort(reason)
    await expect(hanging).rejects.toBe(reason)
    await cache.context.calls.settled()
    expect((await getOrCall(cache.context, { prompt: 'hang', llmFunction: () => 'at last' })).response).toBe('at last')
    await cache.memory.close()
  })

  test.each([
    [
      'throws at once',
      () => {
        throw new Error('no')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['rejects with no error', () => Promise.reject('no')],
  ])('%s: that very rejection is the answer, nothing is stored, and the next call is made', async (_, llmFunction) => {
    const cache = await openOn(new Map())
    const outcome = await getOrCall(cache.context, { prompt: 'a', llmFunction }).catch((error: unknown) => error)
    expect([new Error('no'), 'no']).toContainEqual(outcome)
    expect(await cache.memory.listEntries({}, 10, 0)).toEqual([])
    expect((await getOrCall(cache.context, { prompt: 'a', llmFunction: () => 'yes' })).response).toBe('yes')
    await cache.memory.close()
  })

  test('returns 50 MB: the caller gets all of it, nothing of it is stored, and LimitError is published', async () => {
    const cache = await openOn(new Map(), { durability: 'sync' })
    const huge = 'x'.repeat(50_000_000)
    const { response } = await getOrCall(cache.context, { prompt: 'a', llmFunction: () => huge })
    expect(response === huge).toBe(true)
    expect(failures).toMatchObject([{ action: 'store the response', error: { code: 'SMARTMEMO_LIMIT' } }])
    const size = [...cache.files.afterKill().values()].reduce((sum, bytes) => sum + bytes.length, 0)
    expect(size).toBeLessThan(1_000_000)
    expect((await getOrCall(cache.context, { prompt: 'a', llmFunction: () => 'small' })).response).toBe('small')
    expect((await getOrCall(cache.context, { prompt: 'a', llmFunction: () => 'other' })).response).toBe('small')
    await cache.memory.close()
  })
})

describe('hundreds of callers', () => {
  test('with one prompt share one call, and all get its response or its rejection', async () => {
    const cache = await openOn(new Map(), { durability: 'sync' })
    const gate = defer<string>()
    const { llmFunction, prompts } = fakeLlm(() => gate.promise)
    const calls = Array.from({ length: 500 }, () => getOrCall(cache.context, { prompt: 'same', llmFunction }))
    await settle()
    gate.resolve('one')
    const results = await Promise.all(calls)
    expect(prompts).toHaveLength(1)
    expect(new Set(results.map(({ response }) => response))).toEqual(new Set(['one']))
    expect(new Set(results.map(({ queryId }) => queryId)).size).toBe(500)
    expect((await cache.memory.stats(null, 0)).lookups).toBe(500)
    const no = new Error('no')
    const refused = await Promise.allSettled(
      Array.from({ length: 300 }, () => getOrCall(cache.context, { prompt: 'other', llmFunction: () => Promise.reject(no) })),
    )
    expect(refused.every((outcome) => outcome.status === 'rejected' && outcome.reason === no)).toBe(true)
    await cache.memory.close()
  })

  test('with prompts of their own are all answered and stored, in groups', async () => {
    const cache = await openOn(new Map(), { durability: 'sync' })
    const prompts = Array.from({ length: 300 }, (_, index) => `${index}a ${index}b ${index}c`)
    const before = cache.files.calls.filter(({ operation }) => operation === 'datasync').length
    await Promise.all(prompts.map((prompt) => getOrCall(cache.context, { prompt, llmFunction: () => `to ${prompt}` })))
    const syncs = cache.files.calls.filter(({ operation }) => operation === 'datasync').length - before
    expect(syncs).toBeLessThan(300)
    const again = await openOn(cache.files.afterPowerLoss())
    for (const prompt of prompts) expect((await lookUp(again.context, { prompt })).response).toBe(`to ${prompt}`)
    await cache.memory.close()
    await again.memory.close()
  })
})
