import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MemoryService } from '../../src/memory/memory-service.js'
import type { Memory } from '../../src/memory/memory.js'
import type { FeedbackEvent, LookupRecord } from '../../src/store/lookup-record.js'
import { embeddingAt, ENCODER, lookupRecord, memorySettings, putRequest, searchRequest } from './requests.js'

const PLACE = { domain: 'support', partition: 'p1', scopeKey: null }
let folder: string
let memory: Memory

const createMemory = () => new MemoryService()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-memory-'))
  memory = createMemory()
  await memory.open(memorySettings())
})
afterEach(async () => {
  await memory.close()
  await rm(folder, { recursive: true, force: true })
})

const put = async (prompt: string, changes = {}) => (await memory.put(putRequest(prompt, changes))).entryId
const found = async (changes = {}) => (await memory.search(searchRequest(changes))).map(({ id }) => id)
const judge = (queryId: string, changes: Partial<FeedbackEvent> = {}) =>
  memory.recordFeedback({ queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1, ...changes }, 'sync')
const look = (queryId: string, entryId: number | null, changes: Partial<LookupRecord> = {}) =>
  memory.recordLookup(lookupRecord(queryId, entryId, changes), 'sync')

async function reopen(changes = {}): Promise<Memory> {
  await memory.close()
  memory = createMemory()
  await memory.open(memorySettings({ dbPath: join(folder, 'cache.db'), ...changes }))
  return memory
}

describe('MemoryService.find', () => {
  test('returns the live entry of the same prompt in the same partition only', async () => {
    const id = await put('a')
    expect(await memory.find(PLACE, 'key of a', 1)).toEqual({
      state: 'live',
      entry: { id, prompt: 'a', response: 'response to a' },
    })
    expect(await memory.find({ ...PLACE, partition: 'p2' }, 'key of a', 1)).toEqual({ state: 'absent' })
    expect(await memory.find(PLACE, 'key of b', 1)).toEqual({ state: 'absent' })
  })

  test('says expired from the first moment on at which the entry must not be served', async () => {
    await put('a', { expiresAtMs: 5000 })
    expect((await memory.find(PLACE, 'key of a', 4999)).state).toBe('live')
    expect((await memory.find(PLACE, 'key of a', 5000)).state).toBe('expired')
  })
})

describe('MemoryService.search', () => {
  test('ranks by similarity and returns embeddings only when asked for', async () => {
    const far = await put('far', { embedding: embeddingAt(80) })
    const near = await put('near', { embedding: embeddingAt(10) })
    const candidates = await memory.search(searchRequest())
    expect(candidates.map(({ id }) => id)).toEqual([near, far])
    expect(candidates[0]).toMatchObject({ prompt: 'near', response: 'response to near', lexicalSimilarity: 0 })
    expect(candidates[0]!.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 6)
    expect(candidates[0]).not.toHaveProperty('embedding')
    expect((await memory.search(searchRequest({ withEmbeddings: true })))[0]!.embedding).toEqual(embeddingAt(10))
  })

  test('never returns entries that are expired, quarantined or of another partition, nor fewer than there are others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            partition: fc.constantFrom('p1', 'p2'),
            expiresAtMs: fc.option(fc.integer({ min: 1000, max: 3000 })),
            strikes: fc.integer({ min: 0, max: 3 }),
          }),
          { maxLength: 15 },
        ),
        fc.integer({ min: 1, max: 8 }),
        async (entries, k) => {
          const own = createMemory()
          await own.open(memorySettings())
          const servable: number[] = []
          for (const [index, { strikes, ...entry }] of entries.entries()) {
            const { entryId } = await own.put(putRequest(`prompt ${index}`, entry))
            for (let strike = 0; strike < strikes; strike++) {
              const queryId = `q${index}-${strike}`
              await own.recordLookup(lookupRecord(queryId, entryId, { partition: entry.partition }), 'none')
              await own.recordFeedback(
                { queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1 },
                'none',
              )
            }
            const isLive = entry.expiresAtMs === null || entry.expiresAtMs > 2000
            if (entry.partition === 'p1' && isLive && strikes < 2) servable.push(entryId)
          }
          const ids = (await own.search(searchRequest({ k }))).map(({ id }) => id)
          expect(ids.every((id) => servable.includes(id))).toBe(true)
          expect(ids).toHaveLength(Math.min(k, servable.length))
          await own.close()
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('MemoryService.put', () => {
  test('replaces the entry of the same prompt under a new id', async () => {
    const first = await put('a')
    const second = await put('a', { response: 'newer' })
    expect(second).toBeGreaterThan(first)
    expect(await found()).toEqual([second])
    expect(await memory.entry(first)).toBeNull()
  })

  test('never gives an id twice, also after a restart', async () => {
    await reopen()
    const first = await put('a')
    await memory.forget({ entryId: first }, 'sync')
    await reopen()
    expect(await put('b')).toBeGreaterThan(first)
  })

  test('evicts the longest unused and keeps to maxEntries, for each domain by itself', async () => {
    const [a, b] = [await put('a', { nowMs: 1 }), await put('b', { nowMs: 2 })]
    await put('other', { domain: 'code', partition: 'p9' })
    await look('q1', a, { createdAtMs: 50 })
    const { entryId: c, evicted } = await memory.put(putRequest('c', { nowMs: 3, maxEntries: 2 }))
    expect(evicted).toBe(1)
    expect(new Set(await found())).toEqual(new Set([a, c]))
    expect(await memory.entry(b)).toBeNull()
    expect((await memory.stats('code', 1)).entries).toBe(1)
  })

  test('evicts as many as it takes when maxEntries was lowered', async () => {
    for (let n = 0; n < 10; n++) await put(`prompt ${n}`, { nowMs: n })
    const { evicted } = await memory.put(putRequest('last', { nowMs: 99, maxEntries: 3 }))
    expect(evicted).toBe(8)
    expect((await memory.stats('support', 1)).entries).toBe(3)
  })

  test('evicts nothing when an entry takes the place of another', async () => {
    await put('a')
    await put('b')
    const { evicted } = await memory.put(putRequest('a', { maxEntries: 2 }))
    expect(evicted).toBe(0)
  })

  test.each(['lru', 'ttl', 'hybrid'] as const)(
    'evicts expired entries first, then those with bad verdicts (%s)',
    async (evictionPolicy) => {
      const bad = await put('bad', { nowMs: 30 })
      const good = await put('good', { nowMs: 10 })
      const expired = await put('expired', { nowMs: 20, expiresAtMs: 40 })
      await look('q1', bad)
      await judge('q1')
      const next = await put('next', { nowMs: 50, maxEntries: 3, evictionPolicy })
      expect((await memory.listEntries({}, 10, 0)).map(({ id }) => id)).toEqual([bad, good, next])
      await put('one more', { nowMs: 51, maxEntries: 3, evictionPolicy })
      expect(await memory.entry(bad)).toBeNull()
      expect(await memory.entry(expired)).toBeNull()
      expect(await memory.entry(good)).not.toBeNull()
    },
  )

  test('refuses an embedding of other dimensions or with a number that is not finite, and stores nothing', async () => {
    for (const embedding of [new Float32Array(3), new Float32Array([Number.NaN, 1])]) {
      await expect(memory.put(putRequest('a', { embedding }))).rejects.toMatchObject({ code: 'SMARTMEMO_ENCODER_OUTPUT' })
    }
    expect((await memory.stats(null, 1)).entries).toBe(0)
  })

  test('keeps an entry without embedding for the exact tier and for re-embedding', async () => {
    const id = await put('a', { embedding: null, encoderId: null })
    expect((await memory.find(PLACE, 'key of a', 1)).state).toBe('live')
    expect(await found()).toEqual([])
    expect(await memory.nextToReembed(5)).toEqual([{ id, prompt: 'a' }])
  })
})

describe('verdicts', () => {
  test('a bad verdict keeps an entry from being served for that prompt at once, and for no other', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'asked' })
    await judge('q1')
    expect(await found({ promptKey: 'key of asked' })).toEqual([])
    expect(await found({ promptKey: 'key of another' })).toEqual([id])
  })

  test('a bad verdict on an exact hit keeps the entry from its own prompt until a new response is stored', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'a', tier: 'exact' })
    await judge('q1')
    expect(await memory.find(PLACE, 'key of a', 1)).toEqual({ state: 'quarantined' })
    await put('a', { response: 'better' })
    expect((await memory.find(PLACE, 'key of a', 1)).state).toBe('live')
  })

  test('two bad verdicts on two lookups quarantine an entry, a good one frees it', async () => {
    const id = await put('a')
    for (const queryId of ['q1', 'q2', 'q3']) await look(queryId, id)
    await judge('q1')
    await judge('q1')
    expect(await found()).toEqual([id])
    await judge('q2')
    expect(await found()).toEqual([])
    expect((await memory.stats('support', 1)).quarantined).toBe(1)
    await judge('q3', { verdict: 'equivalent' })
    expect(await found()).toEqual([id])
    expect(await found({ promptKey: 'key of prompt of q1' })).toEqual([])
  })

  test('changing a bad verdict to a good one serves the entry again', async () => {
    const id = await put('a')
    await look('q1', id)
    await judge('q1')
    await judge('q1', { verdict: 'equivalent' })
    expect(await found({ promptKey: 'key of prompt of q1' })).toEqual([id])
  })

  test('bad verdicts on near misses do not quarantine', async () => {
    const id = await put('a')
    for (const queryId of ['q1', 'q2', 'q3']) {
      await look(queryId, id, { outcome: 'miss', tier: null, reason: 'rejected' })
      await judge(queryId)
    }
    expect(await found()).toEqual([id])
  })

  test('implicit verdicts never override explicit ones and never count twice', async () => {
    const id = await put('a')
    await look('q1', id)
    await look('q2', id)
    expect(await judge('nobody')).toBe(false)
    expect(await judge('q1', { verdict: 'equivalent' })).toBe(true)
    expect(await judge('q1', { source: 'implicit' })).toBe(false)
    expect(await judge('q2', { source: 'implicit' })).toBe(true)
    expect(await judge('q2', { source: 'implicit' })).toBe(false)
    expect(await memory.stats('support', 1)).toMatchObject({ goodVerdicts: 1, badVerdicts: 1 })
  })

  test('are in effect again after a restart', async () => {
    await reopen()
    const [a, b] = [await put('a'), await put('b')]
    for (const queryId of ['q1', 'q2']) {
      await look(queryId, a)
      await judge(queryId)
    }
    await look('q3', b, { prompt: 'asked' })
    await judge('q3')
    await reopen()
    expect(await found()).toEqual([b])
    expect(await found({ promptKey: 'key of asked' })).toEqual([])
  })
})

describe('MemoryService.forget', () => {
  test('removes what matches, with every lookup that mentions it, and counts the entries', async () => {
    const id = await put('a', { tags: ['red'] })
    const other = await put('b')
    await look('q1', id)
    await look('q2', other)
    expect(await memory.forget({ domain: 'support', tag: 'red' }, 'sync')).toBe(1)
    expect(await found()).toEqual([other])
    expect(await memory.lookup('q1')).toBeNull()
    expect(await memory.lookup('q2')).not.toBeNull()
    expect(await memory.forget({ domain: 'support', tag: 'red' }, 'sync')).toBe(0)
  })

  test('removes the lookups of a scope, also of prompts that were never stored', async () => {
    await look('q1', null, { scopeKey: 's1', prompt: 'a secret' })
    await memory.forget({ domain: 'support', scopeKey: 's1' }, 'sync')
    expect(await memory.lookup('q1')).toBeNull()
  })

  test('leaves no trace of a forgotten text in any file', async () => {
    await reopen()
    const id = await put('harmless', { response: 'the password is tarragon' })
    await look('q1', id, { prompt: 'asking about tarragon' })
    await memory.flush()
    await memory.forget({ entryId: id }, 'sync')
    for (const name of await readdir(folder)) {
      expect((await readFile(join(folder, name))).includes('tarragon'), name).toBe(false)
    }
  })
})

describe('MemoryService.open', () => {
  test('serves after a restart what was stored before', async () => {
    await reopen()
    const id = await put('a', { embedding: embeddingAt(5), metadata: { n: 1 }, tags: ['x'] })
    const report = await (await reopen(), memory.stats(null, 1))
    expect(await found()).toEqual([id])
    expect(report).toMatchObject({ entries: 1, encoderId: ENCODER.id, schemaVersion: 1, partitions: 1, indexKinds: { exact: 1 } })
    expect(report.databaseBytes).toBeGreaterThan(0)
  })

  test('offers entries of another encoder for re-embedding and finds them once they are embedded', async () => {
    await reopen()
    const id = await put('a')
    await reopen({ encoder: { id: 'encoder-b', dimensions: 3 } })
    expect(await memory.nextToReembed(10)).toEqual([{ id, prompt: 'a' }])
    expect(await found({ embedding: new Float32Array([1, 0, 0]) })).toEqual([])
    expect((await memory.find(PLACE, 'key of a', 1)).state).toBe('live')
    await memory.setEmbeddings([
      { id, embedding: new Float32Array([1, 0, 0]) },
      { id: 77, embedding: new Float32Array([1, 0, 0]) },
    ])
    expect(await memory.nextToReembed(10)).toEqual([])
    expect(await found({ embedding: new Float32Array([1, 0, 0]) })).toEqual([id])
    await reopen({ encoder: { id: 'encoder-b', dimensions: 3 }, reembed: false })
    expect(await found({ embedding: new Float32Array([1, 0, 0]) })).toEqual([id])
  })

  test('refuses entries of another encoder when it may not re-embed, and frees the lock', async () => {
    await reopen()
    await put('a')
    await memory.close()
    memory = createMemory()
    const settings = memorySettings({
      dbPath: join(folder, 'cache.db'),
      encoder: { id: 'encoder-b', dimensions: 2 },
      reembed: false,
    })
    await expect(memory.open(settings)).rejects.toMatchObject({ code: 'SMARTMEMO_ENCODER_MISMATCH' })
    await reopen()
  })

  test('reads a live file without its lock and refuses to write it', async () => {
    await reopen()
    const id = await put('a')
    const before = await readdir(folder)
    const reader = createMemory()
    await reader.open(memorySettings({ dbPath: join(folder, 'cache.db'), readOnly: true, encoder: null, lockOwner: 'reader' }))
    expect((await reader.listEntries({}, 10, 0)).map((entry) => entry.id)).toEqual([id])
    expect(await reader.stats(null, 1)).toMatchObject({ entries: 1, partitions: 1, indexKinds: {} })
    await expect(reader.put(putRequest('b'))).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
    await reader.close()
    expect(await readdir(folder)).toEqual(before)
  })

  test('rejects calls before opening and after closing', async () => {
    const closed = createMemory()
    await expect(closed.find(PLACE, 'k', 1)).rejects.toMatchObject({ code: 'SMARTMEMO_CLOSED' })
    await memory.close()
    await memory.close()
    await expect(memory.put(putRequest('a'))).rejects.toMatchObject({ code: 'SMARTMEMO_CLOSED' })
  })
})

describe('MemoryService.exportFeedback', () => {
  const lines = async (path: string) =>
    (await readFile(path, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  test('writes hits and near misses with verdicts, and neither identical texts nor contradicted verdicts', async () => {
    const id = await put('a')
    await look('bad', id, { prompt: 'deny it', matchedPrompt: 'approve it' })
    await look('good', id, { prompt: 'accept it', matchedPrompt: 'approve it' })
    await look('near', id, { prompt: 'refuse it', matchedPrompt: 'approve it', outcome: 'miss', tier: null, reason: 'rejected' })
    await look('same', id, { prompt: ' approve it', matchedPrompt: 'approve it' })
    await look('exact', id, { prompt: 'approve  it', matchedPrompt: 'approve it', tier: 'exact' })
    await look('reversed', id, { prompt: 'approve it', matchedPrompt: 'deny it' })
    await look('unjudged', id, { prompt: 'whatever', matchedPrompt: 'approve it' })
    await look('alone', null, { prompt: 'alone', outcome: 'miss' })
    for (const queryId of ['bad', 'near', 'same', 'exact', 'alone']) await judge(queryId)
    await judge('good', { verdict: 'equivalent' })
    await judge('reversed', { verdict: 'equivalent', reason: 'fine' })
    const path = join(folder, 'pairs.jsonl')
    expect(await memory.exportFeedback(path, { domain: 'support', split: 'train' })).toBe(3)
    const written = await lines(path)
    expect(written.map(({ prompt_a, prompt_b, label }) => [prompt_a, prompt_b, label])).toEqual([
      ['refuse it', 'approve it', 0],
      ['accept it', 'approve it', 1],
      ['approve it', 'deny it', 1],
    ])
    expect(written[2]).toEqual({
      prompt_a: 'approve it',
      prompt_b: 'deny it',
      label: 1,
      domain: 'support',
      source: 'feedback',
      split: 'train',
      metadata: {
        query_id: 'reversed',
        outcome: 'hit',
        tier: 'semantic',
        similarity: 0.9,
        score: 0.8,
        verdict_source: 'explicit',
        reason: 'fine',
        created_at_ms: 1,
      },
    })
    expect(await readdir(folder)).toEqual(['pairs.jsonl'])
  })

  test('exports one domain, or all, and outlives eviction', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'x', matchedPrompt: 'y' })
    await look('q2', null, { prompt: 'x', matchedPrompt: 'y', domain: 'code', partition: 'p9' })
    await judge('q1')
    await judge('q2')
    await put('b', { maxEntries: 1 })
    const path = join(folder, 'pairs.jsonl')
    expect(await memory.exportFeedback(path, { domain: 'support', split: null })).toBe(1)
    expect((await lines(path))[0]).not.toHaveProperty('split')
    expect(await memory.exportFeedback(path, { domain: null, split: null })).toBe(2)
  })

  test('says what is wrong with the path and leaves what was there', async () => {
    await writeFile(join(folder, 'file'), 'kept')
    await expect(memory.exportFeedback(join(folder, 'file', 'pairs.jsonl'), { domain: null, split: null })).rejects.toMatchObject(
      {
        code: 'SMARTMEMO_FILE_ACCESS',
      },
    )
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('kept')
  })
})
