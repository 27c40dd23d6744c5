import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { STEP_DEADLINE_MS } from '../../src/cache/deadline.js'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { Opening, OPEN_DEADLINE_MS } from '../../src/cache/opening.js'
import { createFakeCache, type FakeCacheOptions, replaceMethods } from './fake-cache.js'
import { fakeLlm, settle } from './fake-llm.js'
import { collect } from './published.js'

const failures = collect<{ action: string; domain: string; queryId: string; error: unknown }>('smartmemo:failure')

const broken = new Error('broken')
const fail = () => Promise.reject(broken)
const hang = () => new Promise<never>(() => {})
const malformed = async () => [] as never

/** Every part that an answer passes through, and what the failure of it is called. */
const steps: readonly (readonly [part: string, action: string, build: (act: () => Promise<never>) => FakeCacheOptions])[] = [
  ['the exact tier', 'look up', (find) => ({ memory: { find } })],
  ['the encoder', 'look up', (encode) => ({ parts: { encode } })],
  ['the search', 'look up', (search) => ({ memory: { search } })],
  ['the classifier', 'look up', (score) => ({ score: () => 1, parts: { score } })],
  ['recording', 'record the lookup', (recordLookup) => ({ memory: { recordLookup } })],
  ['recording under sync', 'record the lookup', (recordLookup) => ({ memory: { recordLookup }, durability: 'sync' })],
  ['storing', 'store the response', (put) => ({ memory: { put } })],
  ['shouldStore', 'store the response', (shouldStore) => ({ shouldStore })],
]

/** Fills the cache with one entry, so that search and classifier have something to do, then breaks the part. */
async function brokenCache(build: (act: () => Promise<never>) => FakeCacheOptions, act: () => Promise<never>) {
  const { parts, memory, shouldStore, ...options } = build(act)
  let isBroken = false
  const cache = await createFakeCache({
    score: () => 0,
    ...options,
    ...(shouldStore && { shouldStore: (...args) => (isBroken ? shouldStore(...args) : true) }),
  })
  await getOrCall(cache.context, { prompt: 'stored before', llmFunction: () => 'r' })
  isBroken = true
  Object.assign(cache.parts, parts, { memory: replaceMethods(cache.memory, memory) })
  return cache
}

describe('getOrCall when a part fails', () => {
  test.each(steps)('calls the LLM all the same and says what failed: %s', async (_, action, build) => {
    const { context } = await brokenCache(build, fail)
    const { llmFunction, prompts } = fakeLlm()
    const result = await getOrCall(context, { prompt: 'a', llmFunction })
    await settle()
    expect(result).toMatchObject({ response: 'response 1 to a', wasCacheHit: false })
    expect(prompts).toEqual(['a'])
    expect(failures[0]).toEqual({ action, domain: 'support', queryId: result.queryId, error: broken })
    expect(failures.slice(1).every((failure) => failure.action === 'store the response')).toBe(true)
    if (action === 'look up') expect(result.reason).toBe('lookup-failed')
  })

  test('serves a hit that cannot be recorded', async () => {
    const { context } = await brokenCache((recordLookup) => ({ memory: { recordLookup } }), fail)
    const hit = await getOrCall(context, { prompt: 'stored before', llmFunction: () => 'other' })
    expect(hit).toMatchObject({ response: 'r', wasCacheHit: true })
  })

  test('calls the LLM when the classifier returns too few scores, or one that is no number', async () => {
    for (const scores of [[], [Number.NaN], [2]]) {
      const { context } = await brokenCache(
        (score) => ({ parts: { score } }),
        async () => scores as never,
      )
      const result = await getOrCall(context, { prompt: 'stored before, nearly', llmFunction: () => 'fresh' })
      expect(result).toMatchObject({ response: 'fresh', reason: 'lookup-failed' })
    }
    expect(failures).toHaveLength(3)
  })

  test('calls the LLM when the encoder returns nothing', async () => {
    const { context } = await brokenCache((encode) => ({ parts: { encode } }), malformed)
    expect(await getOrCall(context, { prompt: 'a', llmFunction: () => 'fresh' })).toMatchObject({ response: 'fresh' })
  })

  test('calls the LLM when the cache cannot be opened, and uses the cache once it can', async () => {
    let attempts = 0
    const fake = await createFakeCache({ open: async () => (++attempts === 1 ? fail() : fake.parts) })
    const { llmFunction, prompts } = fakeLlm()
    const first = await getOrCall(fake.context, { prompt: 'a', llmFunction })
    expect(first).toMatchObject({ response: 'response 1 to a', reason: 'lookup-failed' })
    expect(failures).toMatchObject([{ action: 'open the cache', error: broken }])
    await getOrCall(fake.context, { prompt: 'a', llmFunction })
    expect((await getOrCall(fake.context, { prompt: 'a', llmFunction })).wasCacheHit).toBe(true)
    expect(prompts).toHaveLength(2)
  })

  test('passes the rejection of the LLM through, not the failure before it', async () => {
    const { context } = await brokenCache((find) => ({ memory: { find } }), fail)
    const down = new Error('LLM down')
    await expect(getOrCall(context, { prompt: 'a', llmFunction: () => Promise.reject(down) })).rejects.toBe(down)
  })
})

describe('getOrCall when a part hangs', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  test.each(steps)('waits for it no longer than the deadline: %s', async (_, action, build) => {
    const { context } = await brokenCache(build, hang)
    const { llmFunction } = fakeLlm()
    let isDone = false
    const call = getOrCall(context, { prompt: 'a', llmFunction }).finally(() => (isDone = true))
    const mayHoldUp = action !== 'record the lookup' || context.options.durability === 'sync'
    await settle()
    expect(isDone).toBe(!mayHoldUp)
    vi.advanceTimersByTime(STEP_DEADLINE_MS - 1)
    await settle()
    expect(isDone).toBe(!mayHoldUp)
    vi.advanceTimersByTime(1)
    expect(await call).toMatchObject({ response: 'response 1 to a', wasCacheHit: false })
    await settle()
    expect(failures).toMatchObject([
      { action, error: { code: 'SMARTMEMO_DEADLINE', details: { action, limitMs: STEP_DEADLINE_MS } } },
    ])
    vi.advanceTimersByTime(STEP_DEADLINE_MS)
    await context.calls.settled()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('waits for opening no longer than its deadline, counted from its start, and uses it once it is open', async () => {
    let open!: () => void
    const opened = new Promise<void>((resolve) => (open = resolve))
    const fake = await createFakeCache()
    const opening = new Opening(() => opened.then(() => fake.parts))
    const context = { ...fake.context, parts: () => opening.parts(), partsSoon: () => opening.partsSoon() }
    const { llmFunction, prompts } = fakeLlm()
    const early = getOrCall(context, { prompt: 'early', llmFunction })
    await settle()
    vi.advanceTimersByTime(OPEN_DEADLINE_MS - 10)
    const late = getOrCall(context, { prompt: 'late', llmFunction })
    await settle()
    expect(prompts).toEqual([])
    vi.advanceTimersByTime(10)
    expect((await Promise.all([early, late])).map(({ reason }) => reason)).toEqual(['lookup-failed', 'lookup-failed'])
    const later = getOrCall(context, { prompt: 'later', llmFunction })
    await settle()
    vi.advanceTimersByTime(0)
    expect((await later).reason).toBe('lookup-failed')
    expect(failures.map(({ action }) => action)).toEqual(['open the cache', 'open the cache', 'open the cache'])
    open()
    await settle()
    expect((await getOrCall(context, { prompt: 'at last', llmFunction })).reason).toBe('no-candidate')
    expect(vi.getTimerCount()).toBe(0)
  })
})
