import { describe, expect, test } from 'vitest'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { lookUp } from '../../src/cache/look-up.js'
import { createFakeCache } from './fake-cache.js'
import { fakeLlm } from './fake-llm.js'
import { collect } from './published.js'

const shadows = collect<object>('smartmemo:shadow')

describe('mode: shadow', () => {
  test('always calls the LLM, stores misses, and says how a hit would have compared', async () => {
    const { context, memory } = await createFakeCache({ mode: 'shadow', score: () => 1, estimatedLlmCostUsd: 1 })
    const { llmFunction, prompts } = fakeLlm((_, call) => (call < 3 ? 'same' : 'other'))
    const [miss, hit, another] = [
      await getOrCall(context, { prompt: 'a', llmFunction }),
      await getOrCall(context, { prompt: 'a', llmFunction }),
      await getOrCall(context, { prompt: 'b', llmFunction }),
    ]
    expect(prompts).toEqual(['a', 'a', 'b'])
    expect(miss).toMatchObject({ outcome: 'miss', reason: 'no-candidate' })
    expect(hit).toMatchObject({
      response: 'same',
      wasCacheHit: false,
      outcome: 'miss',
      tier: null,
      reason: 'bypassed',
      costSavedUsd: 0,
    })
    expect(another).toMatchObject({ response: 'other', wasCacheHit: false, classifierScore: 1, entryId: 1 })
    expect(shadows).toEqual([
      { queryId: miss.queryId, domain: 'support', wouldHit: false, sameResponse: null },
      { queryId: hit.queryId, domain: 'support', wouldHit: true, sameResponse: true },
      { queryId: another.queryId, domain: 'support', wouldHit: true, sameResponse: false },
    ])
    expect(await memory.stats(null, 0)).toMatchObject({ entries: 1, lookups: 3, hits: 2, costSavedUsd: 0 })
    expect(await memory.lookup(another.queryId)).toMatchObject({ outcome: 'hit', shadow: true })
  })

  test('records no implicit verdict, since nothing was served', async () => {
    const { context, memory } = await createFakeCache({ mode: 'shadow', implicitFeedback: {} })
    for (let ask = 0; ask < 4; ask++) await getOrCall(context, { prompt: 'a', llmFunction: () => 'r' })
    expect(await memory.stats(null, 0)).toMatchObject({ badVerdicts: 0 })
  })
})

describe('mode: off', () => {
  test('only calls the LLM and opens nothing', async () => {
    let opened = 0
    const fake = await createFakeCache({ mode: 'off', open: () => Promise.resolve((opened++, fake.parts)) })
    const { llmFunction, prompts } = fakeLlm()
    for (let ask = 0; ask < 2; ask++) {
      expect(await getOrCall(fake.context, { prompt: 'a', llmFunction })).toMatchObject({
        reason: 'bypassed',
        wasCacheHit: false,
      })
    }
    expect(await lookUp(fake.context, { prompt: 'a' })).toMatchObject({ outcome: 'miss', reason: 'bypassed', response: null })
    expect(prompts).toHaveLength(2)
    expect(opened).toBe(0)
  })

  test('retries as told', async () => {
    const { context } = await createFakeCache({ mode: 'off', retry: { initialBackoffMs: 0 } })
    const { llmFunction } = fakeLlm((_, call) => (call < 3 ? Promise.reject(new Error('busy')) : 'done'))
    expect((await getOrCall(context, { prompt: 'a', llmFunction })).response).toBe('done')
  })
})
