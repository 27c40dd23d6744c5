import { describe, expect, test } from 'vitest'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { lookUp } from '../../src/cache/look-up.js'
import { remember } from '../../src/cache/remember.js'
import { explain } from '../../src/cache/trace.js'
import { createFakeCache } from './fake-cache.js'

describe('lookUp', () => {
  test('decides as getOrCall does, returns the response of a hit, and records', async () => {
    const { context, memory } = await createFakeCache({ score: (asked) => (asked.startsWith('same') ? 0.9 : 0.2) })
    const entryId = await remember(context, { prompt: 'stored', response: 'r' })
    const exact = await lookUp(context, { prompt: ' stored ' })
    expect(exact).toMatchObject({
      outcome: 'hit',
      tier: 'exact',
      response: 'r',
      entryId,
      similarityScore: 1,
      classifierScore: null,
    })
    const semantic = await lookUp(context, { prompt: 'same thing' })
    expect(semantic).toMatchObject({ outcome: 'hit', tier: 'semantic', response: 'r', entryId, classifierScore: 0.9 })
    const miss = await lookUp(context, { prompt: 'another thing' })
    expect(miss).toMatchObject({
      outcome: 'miss',
      wasCacheHit: false,
      response: null,
      entryId,
      classifierScore: 0.2,
      reason: 'rejected',
    })
    expect((await lookUp(context, { prompt: 'same thing', threshold: 0.95 })).outcome).toBe('miss')
    expect(await memory.stats(null, 0)).toMatchObject({ lookups: 4, hits: 2, costSavedUsd: 0 })
  })

  test('bypasses for an empty prompt, and for one over the limit, without a record', async () => {
    const { context, memory } = await createFakeCache()
    expect(await lookUp(context, { prompt: '  ' })).toMatchObject({ outcome: 'miss', reason: 'empty-prompt', response: null })
    expect(await lookUp(context, { prompt: 'x'.repeat(300_000) })).toMatchObject({ outcome: 'miss', reason: 'bypassed' })
    expect((await memory.stats(null, 0)).lookups).toBe(0)
  })

  test('rejects when the cache cannot be read, in place of a miss', async () => {
    const { context } = await createFakeCache({ memory: { find: () => Promise.reject(new Error('broken')) } })
    await expect(lookUp(context, { prompt: 'a' })).rejects.toThrow('broken')
  })

  test('rejects with the reason of an aborted signal, also while something hangs', async () => {
    const { context } = await createFakeCache({ memory: { find: () => new Promise(() => {}) } })
    const reason = new Error('left')
    await expect(lookUp(context, { prompt: 'a', signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const hanging = lookUp(context, { prompt: 'a', signal: controller.signal })
    controller.abort(reason)
    await expect(hanging).rejects.toBe(reason)
  })

  test('refuses what getOrCall alone takes', async () => {
    const { context } = await createFakeCache()
    await expect(lookUp(context, { prompt: 'a', read: true } as never)).rejects.toMatchObject({ details: { option: 'read' } })
  })
})

describe('explain', () => {
  test('tells candidates with similarities, scores and differences, in falling order of the score', async () => {
    const { context, nowMs } = await createFakeCache({ score: (_, stored) => (stored === 'deny it' ? 0.1 : 0.4) })
    await remember(context, { prompt: 'deny it', response: 'r1' })
    await remember(context, { prompt: 'allow it', response: 'r2' })
    const { queryId } = await getOrCall(context, { prompt: 'approve it', llmFunction: () => 'r3' })
    const trace = await explain(context, queryId)
    expect(trace).toEqual({
      queryId,
      prompt: 'approve it',
      outcome: 'miss',
      tier: null,
      reason: 'rejected',
      entryId: 2,
      threshold: 0.5,
      encoderId: 'hash-64',
      classifier: 'fake@1',
      candidates: [
        {
          entryId: 2,
          prompt: 'allow it',
          similarity: expect.any(Number) as number,
          lexicalSimilarity: expect.closeTo(0.5, 5) as number,
          score: 0.4,
          differences: [{ kind: 'opposite', text: 'approve it ↔ allow it' }],
        },
        {
          entryId: 1,
          prompt: 'deny it',
          similarity: expect.any(Number) as number,
          lexicalSimilarity: expect.closeTo(0.5, 5) as number,
          score: 0.1,
          differences: [{ kind: 'opposite', text: 'approve it ↔ deny it' }],
        },
      ],
      latencyMs: expect.any(Number) as number,
      createdAtMs: nowMs,
    })
  })

  test('shows the entry itself for a hit on the exact tier', async () => {
    const { context } = await createFakeCache()
    await remember(context, { prompt: 'a', response: 'r' })
    const { queryId } = await lookUp(context, { prompt: 'a' })
    expect(await explain(context, queryId)).toMatchObject({
      tier: 'exact',
      reason: 'exact-match',
      classifier: null,
      candidates: [{ entryId: 1, prompt: 'a', similarity: 1, score: null }],
    })
  })

  test('is null for an unknown id and refuses what is none', async () => {
    const { context } = await createFakeCache()
    expect(await explain(context, 'nobody')).toBeNull()
    await expect(explain(context, 7 as never)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_OPTION' })
  })
})
