import { describe, expect, test } from 'vitest'
import { recordVerdict } from '../../src/cache/feedback.js'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { RecentHits } from '../../src/cache/implicit-feedback.js'
import type { Memory } from '../../src/memory/memory.js'
import { createFakeCache, replaceMethods } from './fake-cache.js'
import { defer, fakeLlm, settle } from './fake-llm.js'
import { collect } from './published.js'

const failures = collect<{ action: string }>('smartmemo:failure')

describe('RecentHits', () => {
  test('gives a hit back once, up to and including the end of the window', () => {
    const hits = new RecentHits(100)
    hits.note('k', 'q1', 1000)
    expect(hits.take('other', 1001)).toBeUndefined()
    expect(hits.take('k', 1100)).toBe('q1')
    expect(hits.take('k', 1100)).toBeUndefined()
    hits.note('k', 'q2', 2000)
    expect(hits.take('k', 2101)).toBeUndefined()
  })

  test('keeps the latest hit of a prompt, and at most 10,000', () => {
    const hits = new RecentHits(100)
    hits.note('k', 'q1', 0)
    hits.note('k', 'q2', 1)
    expect(hits.take('k', 2)).toBe('q2')
    for (let number = 0; number <= 10_000; number++) hits.note(`k${number}`, `q${number}`, 0)
    expect(hits.take('k0', 1)).toBeUndefined()
    expect(hits.take('k1', 1)).toBe('q1')
  })
})

/** A cache in which "asked" hits the entry "stored"; the window is a second. */
async function cacheWithHit(options = {}) {
  const fake = await createFakeCache({ implicitFeedback: { windowMs: 1000 }, score: () => 1, ...options })
  const { llmFunction, prompts } = fakeLlm()
  await getOrCall(fake.context, { prompt: 'stored', llmFunction })
  const ask = (changes = {}) => getOrCall(fake.context, { prompt: 'asked', llmFunction, ...changes })
  return { ...fake, fake, ask, prompts }
}

describe('getOrCall with implicit feedback', () => {
  test('marks a hit bad when its prompt is asked again within the window, at once and once', async () => {
    const { fake, ask, memory } = await cacheWithHit()
    const hit = await ask()
    expect(hit).toMatchObject({ wasCacheHit: true, implicitBadHitRecorded: false })
    fake.nowMs += 1000
    const again = await ask()
    expect(again).toMatchObject({ wasCacheHit: false, implicitBadHitRecorded: true, response: 'response 2 to asked' })
    const third = await ask()
    expect(third).toMatchObject({ wasCacheHit: true, response: 'response 2 to asked', implicitBadHitRecorded: false })
    expect(await memory.stats(null, fake.nowMs)).toMatchObject({ badVerdicts: 1 })
  })

  test('does nothing after the window, for another prompt or in another partition', async () => {
    const { fake, ask } = await cacheWithHit()
    await ask()
    expect((await ask({ prompt: 'something else' })).implicitBadHitRecorded).toBe(false)
    expect((await ask({ scope: 'other' })).implicitBadHitRecorded).toBe(false)
    fake.nowMs += 1001
    expect(await ask()).toMatchObject({ wasCacheHit: true, implicitBadHitRecorded: false })
  })

  test('does nothing when it is off', async () => {
    const { ask, memory } = await cacheWithHit({ implicitFeedback: undefined })
    await ask()
    expect(await ask()).toMatchObject({ wasCacheHit: true, implicitBadHitRecorded: false })
    expect(await memory.stats(null, 0)).toMatchObject({ badVerdicts: 0 })
  })

  test('does nothing after a miss', async () => {
    const { ask, memory } = await cacheWithHit({ score: () => 0 })
    await ask()
    await ask({ prompt: 'asked  ' })
    expect(await memory.stats(null, 0)).toMatchObject({ badVerdicts: 0 })
  })

  test.each(['equivalent', 'different'] as const)('lets an explicit verdict (%s) win', async (verdict) => {
    const { context, ask, memory } = await cacheWithHit()
    const { queryId } = await ask()
    await recordVerdict(context, queryId, verdict, {})
    expect((await ask()).implicitBadHitRecorded).toBe(false)
    expect(await memory.stats(null, 0)).toMatchObject(
      verdict === 'equivalent' ? { goodVerdicts: 1, badVerdicts: 0 } : { badVerdicts: 1 },
    )
  })

  test('does not take identical prompts at the same time for a repetition', async () => {
    const { ask, memory } = await cacheWithHit()
    const results = await Promise.all([ask(), ask(), ask()])
    expect(results.map(({ wasCacheHit, implicitBadHitRecorded }) => [wasCacheHit, implicitBadHitRecorded])).toEqual(
      Array.from({ length: 3 }, () => [true, false]),
    )
    expect(await memory.stats(null, 0)).toMatchObject({ badVerdicts: 0 })
  })

  test('records the verdict before it decides about the repetition', async () => {
    const gate = defer<void>()
    const { fake, memory, ask, prompts } = await cacheWithHit()
    await ask()
    const recordFeedback: Memory['recordFeedback'] = (...args) => gate.promise.then(() => memory.recordFeedback(...args))
    Object.assign(fake.parts, { memory: replaceMethods(memory, { recordFeedback }) })
    const again = getOrCall(fake.context, { prompt: 'asked', llmFunction: () => 'fresh' })
    await settle()
    gate.resolve()
    expect(await again).toMatchObject({ response: 'fresh', wasCacheHit: false })
    expect(prompts).toHaveLength(1)
  })

  test('answers all the same when the verdict cannot be recorded', async () => {
    const { fake, context, ask } = await cacheWithHit()
    await ask()
    const recordFeedback = () => Promise.reject(new Error('full'))
    Object.assign(fake.parts, { memory: replaceMethods(fake.memory, { recordFeedback }) })
    expect(await getOrCall(context, { prompt: 'asked', llmFunction: () => 'r' })).toMatchObject({
      wasCacheHit: true,
      implicitBadHitRecorded: false,
    })
    expect(failures).toMatchObject([{ action: 'record implicit feedback' }])
  })
})
