import { describe, expect, test } from 'vitest'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { MAX_PROMPT_BYTES } from '../../src/options/validate-request.js'
import { createFakeCache } from './fake-cache.js'
import { fakeLlm } from './fake-llm.js'
import { collect } from './published.js'

const failures = collect<{ action: string; error: unknown }>('smartmemo:failure')
const lookups = collect<object>('smartmemo:lookup')

describe('getOrCall on the exact tier', () => {
  test('calls the LLM once and serves the response the next time', async () => {
    const { context } = await createFakeCache({ estimatedLlmCostUsd: 0.25 })
    const { llmFunction, prompts } = fakeLlm()
    const first = await getOrCall(context, { prompt: 'How do I reset it?', llmFunction })
    const second = await getOrCall(context, { prompt: 'How do I reset it?', llmFunction })
    expect(prompts).toEqual(['How do I reset it?'])
    expect(first).toEqual({
      queryId: expect.any(String) as string,
      response: 'response 1 to How do I reset it?',
      wasCacheHit: false,
      outcome: 'miss',
      tier: null,
      reason: 'no-candidate',
      entryId: null,
      similarityScore: null,
      classifierScore: null,
      coalesced: false,
      costSavedUsd: 0,
      latencyMs: expect.any(Number) as number,
      implicitBadHitRecorded: false,
    })
    expect(second).toMatchObject({
      response: 'response 1 to How do I reset it?',
      wasCacheHit: true,
      outcome: 'hit',
      tier: 'exact',
      reason: 'exact-match',
      entryId: 1,
      similarityScore: 1,
      classifierScore: null,
      costSavedUsd: 0.25,
    })
    expect(second.queryId).not.toBe(first.queryId)
  })

  test('takes prompts as the same that differ in outer space, runs of spaces and Unicode composition only', async () => {
    const { context } = await createFakeCache({ score: () => 0 })
    const { llmFunction, prompts } = fakeLlm()
    for (const prompt of ['a café bill', '  a caf\u0065\u0301 bill \n', 'a  café\tbill'])
      await getOrCall(context, { prompt, llmFunction })
    expect(prompts).toHaveLength(1)
    for (const prompt of ['A café bill', 'a cafe bill']) await getOrCall(context, { prompt, llmFunction })
    expect(prompts).toHaveLength(3)
  })

  test('gives the LLM the prompt as it was asked', async () => {
    const { context } = await createFakeCache()
    const { llmFunction, prompts } = fakeLlm()
    await getOrCall(context, { prompt: '  spaced out  ', llmFunction })
    expect(prompts).toEqual(['  spaced out  '])
  })
})

describe('getOrCall on the semantic tier', () => {
  test('serves the candidate with the best score at or over the threshold', async () => {
    const { context, scored } = await createFakeCache({ score: (_, stored) => (stored === 'approve the refund' ? 0.5 : 0.4) })
    const { llmFunction, prompts } = fakeLlm()
    await getOrCall(context, { prompt: 'deny the refund', llmFunction })
    const approve = await getOrCall(context, { prompt: 'approve the refund', llmFunction })
    expect(approve).toMatchObject({ reason: 'rejected', classifierScore: 0.4, entryId: 1 })
    const result = await getOrCall(context, { prompt: 'please approve the refund', llmFunction })
    expect(result).toMatchObject({
      response: 'response 2 to approve the refund',
      tier: 'semantic',
      reason: 'score-over-threshold',
      classifierScore: 0.5,
      entryId: 2,
    })
    expect(result.similarityScore).toBeGreaterThan(0.5)
    expect(prompts).toHaveLength(2)
    expect(scored.at(-1)).toHaveLength(2)
  })

  test('scores no more candidates than candidateK, all of them in one call', async () => {
    const { context, scored } = await createFakeCache({ score: () => 0, candidateK: 3 })
    const { llmFunction } = fakeLlm()
    for (const number of [1, 2, 3, 4, 5]) await getOrCall(context, { prompt: `reset device number ${number}`, llmFunction })
    expect(scored.map((stored) => stored.length)).toEqual([1, 2, 3, 3])
  })

  test('lets cosine decide by cosineThreshold when there is no classifier', async () => {
    const { context } = await createFakeCache({ cosineThreshold: 0.8 })
    const { llmFunction } = fakeLlm()
    await getOrCall(context, { prompt: 'how do I reset the big blue device today', llmFunction })
    const near = await getOrCall(context, { prompt: 'how do I reset the big blue device', llmFunction })
    expect(near).toMatchObject({ wasCacheHit: true, reason: 'similarity-over-threshold', classifierScore: null })
    const far = await getOrCall(context, { prompt: 'how do I paint a device', llmFunction })
    expect(far).toMatchObject({ wasCacheHit: false, reason: 'rejected' })
  })

  test('tightens the threshold for one request and never loosens it', async () => {
    const { context } = await createFakeCache({ score: () => 0.6 })
    const { llmFunction } = fakeLlm()
    await getOrCall(context, { prompt: 'stored', llmFunction, write: true })
    const ask = async (threshold: number) =>
      (await getOrCall(context, { prompt: 'asked', llmFunction, threshold, write: false })).wasCacheHit
    expect(await ask(0.61)).toBe(false)
    expect(await ask(0.6)).toBe(true)
    expect(await ask(0)).toBe(true)
    const strict = await createFakeCache({ score: () => 0.4 })
    await getOrCall(strict.context, { prompt: 'stored', llmFunction })
    expect((await getOrCall(strict.context, { prompt: 'asked', llmFunction, threshold: 0.1 })).wasCacheHit).toBe(false)
  })

  test('encodes a missed prompt once, for looking up and for storing', async () => {
    const { context, encoded } = await createFakeCache()
    await getOrCall(context, { prompt: 'one', llmFunction: fakeLlm().llmFunction })
    expect(encoded).toEqual([['one']])
  })
})

describe('getOrCall with read and write', () => {
  test('refreshes with read: false', async () => {
    const { context } = await createFakeCache()
    const { llmFunction, prompts } = fakeLlm()
    await getOrCall(context, { prompt: 'a', llmFunction })
    const refreshed = await getOrCall(context, { prompt: 'a', llmFunction, read: false })
    expect(refreshed).toMatchObject({ response: 'response 2 to a', reason: 'bypassed', wasCacheHit: false })
    expect(await getOrCall(context, { prompt: 'a', llmFunction })).toMatchObject({
      response: 'response 2 to a',
      wasCacheHit: true,
    })
    expect(prompts).toHaveLength(2)
  })

  test('looks but does not store with write: false', async () => {
    const { context } = await createFakeCache()
    const { llmFunction } = fakeLlm()
    await getOrCall(context, { prompt: 'a', llmFunction, write: false })
    expect((await getOrCall(context, { prompt: 'a', llmFunction })).wasCacheHit).toBe(false)
    expect((await getOrCall(context, { prompt: 'a', llmFunction, write: false })).wasCacheHit).toBe(true)
  })

  test('stores what shouldStore admits, by default everything that is not blank', async () => {
    const { context } = await createFakeCache()
    for (const response of ['', ' \n', 'x']) await getOrCall(context, { prompt: 'a', llmFunction: () => response })
    expect(await getOrCall(context, { prompt: 'a', llmFunction: () => 'y' })).toMatchObject({ response: 'x', wasCacheHit: true })

    const asked: unknown[] = []
    const picky = await createFakeCache({
      shouldStore: async (prompt, response, request) => {
        asked.push([prompt, response, request.tags])
        return response !== 'I cannot help'
      },
    })
    await getOrCall(picky.context, { prompt: ' a ', llmFunction: () => 'I cannot help', tags: ['t'] })
    await getOrCall(picky.context, { prompt: 'a', llmFunction: () => 'fine' })
    expect(await getOrCall(picky.context, { prompt: 'a', llmFunction: () => 'z' })).toMatchObject({ response: 'fine' })
    expect(asked).toEqual([
      ['a', 'I cannot help', ['t']],
      ['a', 'fine', undefined],
    ])
  })
})

describe('getOrCall and time', () => {
  test('serves an entry until its ttl has passed, then says expired and stores afresh', async () => {
    const fake = await createFakeCache({ ttlMs: 1000, score: () => 0 })
    const { llmFunction, prompts } = fakeLlm()
    const ask = () => getOrCall(fake.context, { prompt: 'a', llmFunction })
    await ask()
    fake.nowMs += 999
    expect((await ask()).wasCacheHit).toBe(true)
    fake.nowMs += 1
    expect(await ask()).toMatchObject({ wasCacheHit: false, reason: 'expired' })
    expect((await ask()).wasCacheHit).toBe(true)
    expect(prompts).toHaveLength(2)
  })

  test('lets a request set its own ttl, counted from the response and not from the question', async () => {
    const fake = await createFakeCache({ ttlMs: 1000 })
    const slow = () => {
      fake.nowMs += 5000
      return 'slow'
    }
    await getOrCall(fake.context, { prompt: 'a', llmFunction: slow, ttlMs: 10 })
    fake.nowMs += 9
    expect((await getOrCall(fake.context, { prompt: 'a', llmFunction: slow })).wasCacheHit).toBe(true)
    fake.nowMs += 1
    expect((await getOrCall(fake.context, { prompt: 'a', llmFunction: slow })).wasCacheHit).toBe(false)
  })

  test('never offers an expired entry to another prompt', async () => {
    const fake = await createFakeCache({ ttlMs: 1000, score: () => 1 })
    const { llmFunction } = fakeLlm()
    await getOrCall(fake.context, { prompt: 'a', llmFunction })
    fake.nowMs += 1000
    expect(await getOrCall(fake.context, { prompt: 'b', llmFunction })).toMatchObject({
      wasCacheHit: false,
      reason: 'no-candidate',
    })
  })
})

describe('getOrCall without the cache', () => {
  test('an empty prompt goes to the LLM and is neither stored nor recorded', async () => {
    const { context, memory } = await createFakeCache()
    for (const prompt of ['', ' \n\t ']) {
      expect(await getOrCall(context, { prompt, llmFunction: () => 'r' })).toMatchObject({
        response: 'r',
        reason: 'empty-prompt',
      })
    }
    expect(await memory.stats(null, 0)).toMatchObject({ entries: 0, lookups: 0 })
  })

  test('a prompt over the limit goes to the LLM and is neither stored nor recorded', async () => {
    const { context, memory, encoded } = await createFakeCache()
    const largest = 'é'.repeat(MAX_PROMPT_BYTES / 2)
    const { llmFunction, prompts } = fakeLlm(() => 'r')
    expect(await getOrCall(context, { prompt: `${largest}x`, llmFunction })).toMatchObject({ reason: 'bypassed', response: 'r' })
    expect(encoded).toEqual([])
    expect(await getOrCall(context, { prompt: largest, llmFunction })).toMatchObject({ reason: 'no-candidate' })
    expect(await memory.stats(null, 0)).toMatchObject({ entries: 1, lookups: 1 })
    expect(prompts).toHaveLength(2)
  })

  test('a response over the limit is returned, not stored, and published', async () => {
    const { context, memory } = await createFakeCache()
    const huge = 'x'.repeat(4 * 1024 * 1024 + 1)
    expect((await getOrCall(context, { prompt: 'a', llmFunction: () => huge })).response).toBe(huge)
    expect((await memory.stats(null, 0)).entries).toBe(0)
    expect(failures).toMatchObject([{ action: 'store the response', error: { code: 'SMARTMEMO_LIMIT' } }])
  })
})

describe('getOrCall refuses', () => {
  const llmFunction = () => 'r'
  test.each([
    ['prompt', { prompt: 5, llmFunction }],
    ['llmFunction', { prompt: 'a' }],
    ['threshold', { prompt: 'a', llmFunction, threshold: 1.5 }],
    ['context', { prompt: 'a', llmFunction, context: new Map([['system', 'x']]) }],
    ['ttlMs', { prompt: 'a', llmFunction, ttlMs: 0 }],
    ['temperature', { prompt: 'a', llmFunction, temperature: 1 }],
  ])('a bad %s', async (option, request) => {
    const { context } = await createFakeCache()
    await expect(getOrCall(context, request as never)).rejects.toMatchObject({
      code: 'SMARTMEMO_INVALID_OPTION',
      details: { option },
    })
  })

  test('metadata over the limit', async () => {
    const { context } = await createFakeCache()
    const { llmFunction: counted, prompts } = fakeLlm()
    const request = { prompt: 'a', llmFunction: counted, metadata: 'x'.repeat(64 * 1024) }
    await expect(getOrCall(context, request)).rejects.toMatchObject({ code: 'SMARTMEMO_LIMIT' })
    expect(prompts).toEqual([])
  })
})

describe('getOrCall and the LLM', () => {
  test('passes its rejection through unchanged and stores nothing', async () => {
    const { context, memory } = await createFakeCache()
    const error = new Error('rate limited')
    await expect(getOrCall(context, { prompt: 'a', llmFunction: () => Promise.reject(error) })).rejects.toBe(error)
    const thrower = () => {
      throw error
    }
    await expect(getOrCall(context, { prompt: 'a', llmFunction: thrower })).rejects.toBe(error)
    expect((await memory.stats(null, 0)).entries).toBe(0)
    expect((await getOrCall(context, { prompt: 'a', llmFunction: () => 'fine' })).response).toBe('fine')
  })

  test.each([42, undefined, null, {}, ['text']])(
    'refuses a response of %j with a TypeError and stores nothing',
    async (response) => {
      const { context, memory } = await createFakeCache()
      await expect(getOrCall(context, { prompt: 'a', llmFunction: () => response as never })).rejects.toThrow(TypeError)
      await expect(getOrCall(context, { prompt: ' ', llmFunction: async () => response as never })).rejects.toThrow(TypeError)
      expect((await memory.stats(null, 0)).entries).toBe(0)
    },
  )

  test('rejects with LlmCallError and its cause when retries are on and used up', async () => {
    const { context } = await createFakeCache({ retry: { maxAttempts: 3, initialBackoffMs: 0 } })
    const { llmFunction, prompts } = fakeLlm((_, call) => Promise.reject(new Error(`failure ${call}`)))
    await expect(getOrCall(context, { prompt: 'a', llmFunction })).rejects.toMatchObject({
      code: 'SMARTMEMO_LLM_CALL',
      details: { attempts: 3 },
      cause: { message: 'failure 3' },
    })
    expect(prompts).toHaveLength(3)
  })
})

test('getOrCall publishes each lookup without its texts', async () => {
  const { context } = await createFakeCache()
  const { queryId } = await getOrCall(context, { prompt: 'secret', llmFunction: () => 'answer' })
  expect(lookups).toEqual([
    {
      queryId,
      domain: 'support',
      outcome: 'miss',
      tier: null,
      reason: 'no-candidate',
      similarity: null,
      score: null,
      latencyMs: expect.any(Number) as number,
      shadow: false,
    },
  ])
})
