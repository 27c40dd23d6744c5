import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SmartMemo } from '../../src/smart-memo.js'
import { fakeLlm, settle } from '../cache/fake-llm.js'
import { collect } from '../cache/published.js'
import { writeTinyClassifier } from '../cli/tiny-classifier.js'
import { built } from './built.js'
import { CacheOfTest } from './cache-of-test.js'
import { DyingThreads } from './dying-threads.js'

const own = new CacheOfTest(1)
const threads = new DyingThreads()
const failures = collect<{ action: string; error: { code: string } }>('smartmemo:failure')

const reembedded = collect<object>('smartmemo:reembed')

/** A cache with one entry, whose inference thread was started first and whose memory thread second. */
const INFERENCE = 0
const MEMORY = 1
const STORED = 'how do I reset the big blue device today'
const SIMILAR = 'how do I reset the big blue device'

async function cacheWithEntry(options = {}): Promise<SmartMemo> {
  const cache = own.create({ durability: 'sync', ...options })
  await cache.remember({ prompt: STORED, response: 'stored' })
  expect(threads.workers).toHaveLength(2)
  return cache
}

describe('getOrCall when the thread dies under', () => {
  test.each([
    ['find', MEMORY, 'look up'],
    ['encode', INFERENCE, 'look up'],
    ['search', MEMORY, 'look up'],
    ['recordLookup', MEMORY, 'record the lookup'],
    ['put', MEMORY, 'store the response'],
  ])('%s: calls the LLM, says what failed, and works the next time', async (method, worker, action) => {
    const cache = await cacheWithEntry()
    const { llmFunction, prompts } = fakeLlm()
    threads.dieOn(method, worker)
    const result = await cache.getOrCall({ prompt: 'something else', llmFunction })
    expect(result).toMatchObject({ response: 'response 1 to something else', wasCacheHit: false })
    expect(threads.killedBy).toEqual([method])
    expect(failures).toMatchObject([{ action, error: { code: 'SMARTMEMO_WORKER_LOST' } }])
    expect(await cache.getOrCall({ prompt: STORED, llmFunction })).toMatchObject({ response: 'stored', wasCacheHit: true })
    expect(await cache.getOrCall({ prompt: SIMILAR, llmFunction })).toMatchObject({ response: 'stored', tier: 'semantic' })
    expect(prompts).toHaveLength(1)
  })

  test('recordFeedback of implicit feedback: answers all the same', async () => {
    const cache = await cacheWithEntry({ implicitFeedback: {} })
    const { llmFunction } = fakeLlm()
    await cache.getOrCall({ prompt: STORED, llmFunction })
    threads.dieOn('recordFeedback', MEMORY)
    expect(await cache.getOrCall({ prompt: STORED, llmFunction })).toMatchObject({
      implicitBadHitRecorded: false,
      response: 'stored',
    })
    expect(failures).toMatchObject([{ action: 'record implicit feedback', error: { code: 'SMARTMEMO_WORKER_LOST' } }])
  })
})

test('getOrCall calls the LLM when the thread dies under the scores of the classifier', async () => {
  await writeTinyClassifier(join(own.folder, 'classifier'))
  const classifier = built.ClassifierConfig.fromFile(join(own.folder, 'classifier'))
  const cache = await cacheWithEntry({ classifier, encoder: built.EncoderConfig.bundled() })
  threads.dieOn('score', INFERENCE)
  expect(await cache.getOrCall({ prompt: SIMILAR, llmFunction: () => 'fresh', write: false })).toMatchObject({
    response: 'fresh',
    reason: 'lookup-failed',
  })
  expect(threads.killedBy).toEqual(['score'])
  expect(await cache.getOrCall({ prompt: SIMILAR, llmFunction: () => 'fresh' })).toMatchObject({
    response: 'stored',
    reason: 'score-over-threshold',
  })
})

test.each(['nextToReembed', 'setEmbeddings'])('re-embedding goes on after the thread died under %s', async (method) => {
  const first = await cacheWithEntry()
  await first.close()
  // The threads of the second cache are the third and the fourth.
  threads.dieOn(method, 2 + MEMORY)
  const second = own.create({ encoder: built.EncoderConfig.hash({ dimensions: 32 }) })
  await second.ready()
  const deadline = Date.now() + 20_000
  while (reembedded.length === 0 && Date.now() < deadline) await settle()
  expect(threads.killedBy).toEqual([method])
  expect(failures).toMatchObject([{ action: 're-embed', error: { code: 'SMARTMEMO_WORKER_LOST' } }])
  expect(await second.lookup({ prompt: SIMILAR })).toMatchObject({ response: 'stored', tier: 'semantic' })
})

describe('another call when the thread dies under', () => {
  const calls: readonly (readonly [
    method: string,
    worker: number,
    call: (cache: SmartMemo, queryId: string) => Promise<unknown>,
  ])[] = [
    ['find', MEMORY, (cache) => cache.lookup({ prompt: 'a' })],
    ['encode', INFERENCE, (cache) => cache.lookup({ prompt: 'a' })],
    ['search', MEMORY, (cache) => cache.lookup({ prompt: 'a' })],
    ['encode', INFERENCE, (cache) => cache.remember({ prompt: 'a', response: 'r' })],
    ['put', MEMORY, (cache) => cache.remember({ prompt: 'a', response: 'r' })],
    [
      'put',
      MEMORY,
      (cache) =>
        cache.importPairs([
          { prompt: 'a', response: 'r' },
          { prompt: 'b', response: 'r' },
        ]),
    ],
    ['forget', MEMORY, (cache) => cache.forget({ tag: 't' })],
    ['recordFeedback', MEMORY, (cache, queryId) => cache.reportBadHit(queryId)],
    ['recordFeedback', MEMORY, (cache, queryId) => cache.reportGoodHit(queryId)],
    ['lookup', MEMORY, (cache, queryId) => cache.explain(queryId)],
    ['explain', INFERENCE, (cache, queryId) => cache.explain(queryId)],
    ['stats', MEMORY, (cache) => cache.stats()],
    ['exportFeedback', MEMORY, (cache) => cache.exportFeedbackPairs(join(own.folder, 'pairs.jsonl'))],
    ['flush', MEMORY, (cache) => cache.flush()],
  ]

  test.each(calls)('%s: rejects, works the next time, and has lost nothing (%#)', async (method, worker, call) => {
    const cache = await cacheWithEntry()
    const { queryId } = await cache.lookup({ prompt: SIMILAR })
    threads.dieOn(method, worker)
    await expect(call(cache, queryId)).rejects.toBeInstanceOf(built.WorkerLostError)
    expect(threads.killedBy).toEqual([method])
    await call(cache, queryId)
    expect(await cache.lookup({ prompt: STORED })).toMatchObject({ response: 'stored' })
    expect(await cache.explain(queryId)).toMatchObject({ prompt: SIMILAR })
  })
})

test('lookup decides, says what failed, and records the next time when the thread dies under its record', async () => {
  const cache = await cacheWithEntry()
  threads.dieOn('recordLookup', MEMORY)
  const unrecorded = await cache.lookup({ prompt: SIMILAR })
  expect(unrecorded).toMatchObject({ response: 'stored', tier: 'semantic' })
  expect(threads.killedBy).toEqual(['recordLookup'])
  expect(failures).toMatchObject([{ action: 'record the lookup', error: { code: 'SMARTMEMO_WORKER_LOST' } }])
  expect(await cache.explain(unrecorded.queryId)).toBeNull()
  const { queryId } = await cache.lookup({ prompt: SIMILAR })
  expect(await cache.explain(queryId)).toMatchObject({ prompt: SIMILAR })
})

describe('opening when a thread dies under it', () => {
  test.each([
    ['inference', INFERENCE],
    ['memory', MEMORY],
  ])('rejects, and opens the next time (%s)', async (name, worker) => {
    const cache = own.create()
    // Both services have a method of this name; inference is opened first.
    threads.dieOn('open', INFERENCE)
    if (worker === MEMORY) {
      threads.dieOn('keepTo', MEMORY)
      await cache.ready()
      expect(threads.killedBy).toEqual(['keepTo'])
    } else {
      await expect(cache.ready()).rejects.toMatchObject({ code: 'SMARTMEMO_WORKER_LOST', details: { worker: name } })
    }
    const deadline = Date.now() + 20_000
    while (
      !(await cache.stats().then(
        () => true,
        () => false,
      ))
    )
      expect(Date.now()).toBeLessThan(deadline)
    expect((await cache.getOrCall({ prompt: 'a', llmFunction: () => 'r' })).reason).toBe('no-candidate')
  })
})

describe('close when the thread dies under', () => {
  test.each([
    ['its own call', 'close'],
    ['the last call before it', 'stats'],
  ])('%s: ends', async (_, method) => {
    const cache = await cacheWithEntry()
    threads.dieOn(method, MEMORY)
    const stats = cache.stats().catch(() => {})
    await cache.close()
    await stats
    expect(threads.killedBy).toEqual([method])
    expect(await own.create().lookup({ prompt: STORED })).toMatchObject({ response: 'stored' })
  })
})

test('a memory thread that dies again and again loses nothing that was acknowledged', async () => {
  const cache = await cacheWithEntry()
  const acknowledged: string[] = []
  for (let round = 0; round < 8; round++) {
    const writes = Array.from({ length: 10 }, async (__, index) => {
      const prompt = `prompt ${round}.${index}`
      await cache.remember({ prompt, response: 'r' })
      acknowledged.push(prompt)
    })
    if (round % 2 === 0) void threads.workers.at(-1)!.terminate()
    await Promise.allSettled(writes)
  }
  for (const prompt of acknowledged) expect(await cache.lookup({ prompt }), prompt).toMatchObject({ tier: 'exact' })
  expect(acknowledged.length).toBeGreaterThanOrEqual(40)
})
