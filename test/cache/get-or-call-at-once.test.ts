import { describe, expect, test } from 'vitest'
import { recordVerdict } from '../../src/cache/feedback.js'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { createFakeCache } from './fake-cache.js'
import { defer, fakeLlm, settle } from './fake-llm.js'

describe('getOrCall with identical prompts at the same time', () => {
  test('shares one LLM call among those of one partition and tells who joined', async () => {
    const { context, memory } = await createFakeCache({ estimatedLlmCostUsd: 2 })
    const gate = defer<string>()
    const { llmFunction, prompts } = fakeLlm(() => gate.promise)
    const calls = ['a', ' a', 'a '].map((prompt) => getOrCall(context, { prompt, llmFunction }))
    const other = getOrCall(context, { prompt: 'a', llmFunction, scope: 'other' })
    await settle()
    expect(prompts).toHaveLength(2)
    gate.resolve('shared')
    const results = await Promise.all(calls)
    expect(results.map(({ response, coalesced, costSavedUsd }) => [response, coalesced, costSavedUsd])).toEqual([
      ['shared', false, 0],
      ['shared', true, 2],
      ['shared', true, 2],
    ])
    expect((await other).coalesced).toBe(false)
    expect(await memory.stats(null, 0)).toMatchObject({ entries: 2, lookups: 4, hits: 0, costSavedUsd: 4 })
  })

  test('counts each of them as a lookup of its own, which may be judged', async () => {
    const { context, memory } = await createFakeCache({ score: () => 1 })
    await getOrCall(context, { prompt: 'stored', llmFunction: () => 'r' })
    const results = await Promise.all([1, 2, 3].map(() => getOrCall(context, { prompt: 'asked', llmFunction: () => 'r' })))
    expect(new Set(results.map(({ queryId }) => queryId)).size).toBe(3)
    expect(await memory.stats(null, 0)).toMatchObject({ lookups: 4, hits: 3 })
    for (const { queryId } of results.slice(1)) await recordVerdict(context, queryId, 'different', {})
    expect(await memory.stats(null, 0)).toMatchObject({ badVerdicts: 2, quarantined: 1 })
  })

  test('does not share between requests that read, write or judge differently', async () => {
    const { context } = await createFakeCache()
    const { llmFunction, prompts } = fakeLlm()
    const variants = [{}, { read: false }, { write: false }, { threshold: 0.99 }]
    await Promise.all(variants.map((variant) => getOrCall(context, { prompt: 'a', llmFunction, ...variant })))
    expect(prompts).toHaveLength(4)
  })

  test('gives a rejection to all who wait, and starts afresh for the next', async () => {
    const { context } = await createFakeCache()
    const gate = defer<string>()
    const calls = [1, 2].map(() => getOrCall(context, { prompt: 'a', llmFunction: () => gate.promise }))
    await settle()
    const error = new Error('down')
    gate.reject(error)
    expect(await Promise.allSettled(calls)).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ])
    expect((await getOrCall(context, { prompt: 'a', llmFunction: () => 'up' })).response).toBe('up')
  })
})

describe('getOrCall and signals', () => {
  test('rejects with the reason when the signal is aborted already, without asking anyone', async () => {
    const { context, encoded } = await createFakeCache()
    const { llmFunction, prompts } = fakeLlm()
    const reason = new Error('too late')
    for (const prompt of ['a', '']) {
      await expect(getOrCall(context, { prompt, llmFunction, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    }
    expect([prompts, encoded]).toEqual([[], []])
  })

  test.each(['a', ''])(
    'rejects at once when it aborts during the call of the LLM, and stores nothing (prompt "%s")',
    async (prompt) => {
      const { context, memory } = await createFakeCache()
      const controller = new AbortController()
      const gate = defer<string>()
      const { llmFunction, signals } = fakeLlm(() => gate.promise)
      const call = getOrCall(context, { prompt, llmFunction, signal: controller.signal })
      await settle()
      const reason = new Error('user left')
      controller.abort(reason)
      await expect(call).rejects.toBe(reason)
      expect(signals[0]!.aborted).toBe(true)
      gate.resolve('too late')
      await settle()
      expect((await memory.stats(null, 0)).entries).toBe(0)
    },
  )

  test('lets one of two leave: the other gets the response, which is stored', async () => {
    const { context, memory } = await createFakeCache()
    const controller = new AbortController()
    const gate = defer<string>()
    const { llmFunction, signals, prompts } = fakeLlm(() => gate.promise)
    const leaver = getOrCall(context, { prompt: 'a', llmFunction, signal: controller.signal })
    const stayer = getOrCall(context, { prompt: 'a', llmFunction, signal: new AbortController().signal })
    await settle()
    controller.abort()
    await expect(leaver).rejects.toMatchObject({ name: 'AbortError' })
    expect(signals[0]!.aborted).toBe(false)
    gate.resolve('kept')
    expect((await stayer).response).toBe('kept')
    expect(prompts).toHaveLength(1)
    expect((await memory.stats(null, 0)).entries).toBe(1)
  })

  test('stores nothing when it aborts while shouldStore thinks', async () => {
    const thinking = defer<boolean>()
    const { context, memory } = await createFakeCache({ shouldStore: () => thinking.promise })
    const controller = new AbortController()
    const call = getOrCall(context, { prompt: 'a', llmFunction: () => 'r', signal: controller.signal })
    await settle()
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    thinking.resolve(true)
    await settle()
    expect((await memory.stats(null, 0)).entries).toBe(0)
  })

  test('leaves no listener on a signal that lives on', async () => {
    const { context } = await createFakeCache()
    const controller = new AbortController()
    const listeners = new Set<unknown>()
    const { signal } = controller
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof add>) => (listeners.add(args[1]), add(...args)),
      removeEventListener: (...args: Parameters<typeof remove>) => (listeners.delete(args[1]), remove(...args)),
    })
    await getOrCall(context, { prompt: 'a', llmFunction: () => 'r', signal })
    await getOrCall(context, { prompt: 'a', llmFunction: () => 'r', signal })
    await getOrCall(context, { prompt: '', llmFunction: () => 'r', signal })
    expect(listeners.size).toBe(0)
  })
})
