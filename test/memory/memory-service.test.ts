import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryService } from '../../src/memory/memory-service.js'
import { MemoryOfTest, PLACE } from './memory-of-test.js'
import { embeddingAt, lookupRecord, memorySettings, putRequest, searchRequest } from './requests.js'

const own = new MemoryOfTest()
const { put, found, look, judge, reopen } = own

describe('MemoryService.find', () => {
  test('returns the live entry of the same prompt in the same partition only', async () => {
    const id = await put('a')
    expect(await own.memory.find(PLACE, 'key of a', 1)).toEqual({
      state: 'live',
      entry: { id, prompt: 'a', response: 'response to a' },
    })
    expect(await own.memory.find({ ...PLACE, partition: 'p2' }, 'key of a', 1)).toEqual({ state: 'absent' })
    expect(await own.memory.find(PLACE, 'key of b', 1)).toEqual({ state: 'absent' })
  })

  test('says expired from the first moment on at which the entry must not be served', async () => {
    await put('a', { expiresAtMs: 5000 })
    expect((await own.memory.find(PLACE, 'key of a', 4999)).state).toBe('live')
    expect((await own.memory.find(PLACE, 'key of a', 5000)).state).toBe('expired')
  })
})

describe('MemoryService.search', () => {
  test('ranks by similarity and returns embeddings only when asked for', async () => {
    const far = await put('far', { embedding: embeddingAt(80) })
    const near = await put('near', { embedding: embeddingAt(10) })
    const candidates = await own.memory.search(searchRequest())
    expect(candidates.map(({ id }) => id)).toEqual([near, far])
    expect(candidates[0]).toMatchObject({ prompt: 'near', response: 'response to near', lexicalSimilarity: 0 })
    expect(candidates[0]!.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 6)
    expect(candidates[0]).not.toHaveProperty('embedding')
    expect((await own.memory.search(searchRequest({ withEmbeddings: true })))[0]!.embedding).toEqual(embeddingAt(10))
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
          const fresh = new MemoryService()
          await fresh.open(memorySettings())
          const servable: number[] = []
          for (const [index, { strikes, ...entry }] of entries.entries()) {
            const { entryId } = await fresh.put(putRequest(`prompt ${index}`, entry))
            for (let strike = 0; strike < strikes; strike++) {
              const queryId = `q${index}-${strike}`
              await fresh.recordLookup(lookupRecord(queryId, entryId, { partition: entry.partition }), 'none')
              await fresh.recordFeedback(
                { queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1 },
                'none',
              )
            }
            const isLive = entry.expiresAtMs === null || entry.expiresAtMs > 2000
            if (entry.partition === 'p1' && isLive && strikes < 2) servable.push(entryId)
          }
          const ids = (await fresh.search(searchRequest({ k }))).map(({ id }) => id)
          expect(ids.every((id) => servable.includes(id))).toBe(true)
          expect(ids).toHaveLength(Math.min(k, servable.length))
          await fresh.close()
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
    expect(await own.memory.entry(first)).toBeNull()
  })

  test('never gives an id twice, also after a restart', async () => {
    await reopen()
    const first = await put('a')
    await own.memory.forget({ entryId: first }, 'sync')
    await reopen()
    expect(await put('b')).toBeGreaterThan(first)
  })

  test('evicts the longest unused and keeps to maxEntries, for each domain by itself', async () => {
    const [a, b] = [await put('a', { nowMs: 1 }), await put('b', { nowMs: 2 })]
    await put('other', { domain: 'code', partition: 'p9' })
    await look('q1', a, { createdAtMs: 50 })
    const { entryId: c, evicted } = await own.memory.put(putRequest('c', { nowMs: 3, maxEntries: 2 }))
    expect(evicted).toBe(1)
    expect(new Set(await found())).toEqual(new Set([a, c]))
    expect(await own.memory.entry(b)).toBeNull()
    expect((await own.memory.stats('code', 1)).entries).toBe(1)
  })

  test('evicts as many as it takes when maxEntries was lowered', async () => {
    for (let n = 0; n < 10; n++) await put(`prompt ${n}`, { nowMs: n })
    const { evicted } = await own.memory.put(putRequest('last', { nowMs: 99, maxEntries: 3 }))
    expect(evicted).toBe(8)
    expect((await own.memory.stats('support', 1)).entries).toBe(3)
  })

  test('evicts nothing when an entry takes the place of another', async () => {
    await put('a')
    await put('b')
    const { evicted } = await own.memory.put(putRequest('a', { maxEntries: 2 }))
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
      expect((await own.memory.listEntries({}, 10, 0)).map(({ id }) => id)).toEqual([bad, good, next])
      await put('one more', { nowMs: 51, maxEntries: 3, evictionPolicy })
      expect(await own.memory.entry(bad)).toBeNull()
      expect(await own.memory.entry(expired)).toBeNull()
      expect(await own.memory.entry(good)).not.toBeNull()
    },
  )

  test('never holds more than maxEntries of a domain, whatever is put, used or judged, under any policy', async () => {
    const step = fc.record({
      prompt: fc.integer({ min: 0, max: 12 }).map((number) => `prompt ${number}`),
      domain: fc.constantFrom('support', 'code'),
      maxEntries: fc.integer({ min: 1, max: 6 }),
      evictionPolicy: fc.constantFrom('lru' as const, 'ttl' as const, 'hybrid' as const),
      ttlMs: fc.option(fc.integer({ min: 1, max: 8 })),
      isJudgedBad: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const fresh = new MemoryService()
        await fresh.open(memorySettings())
        for (const [nowMs, { prompt, domain, ttlMs, isJudgedBad, ...limit }] of steps.entries()) {
          const expiresAtMs = ttlMs === null ? null : nowMs + ttlMs
          const { entryId } = await fresh.put(putRequest(prompt, { domain, partition: domain, nowMs, expiresAtMs, ...limit }))
          expect((await fresh.stats(domain, nowMs)).entries).toBeLessThanOrEqual(limit.maxEntries)
          expect(await fresh.entry(entryId)).toMatchObject({ prompt })
          if (!isJudgedBad) continue
          await fresh.recordLookup(lookupRecord(`q${nowMs}`, entryId, { domain, partition: domain }), 'none')
          await fresh.recordFeedback(
            { queryId: `q${nowMs}`, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1 },
            'none',
          )
        }
        await fresh.close()
      }),
      { numRuns: 40 },
    )
  })

  test('refuses an embedding of other dimensions or with a number that is not finite, and stores nothing', async () => {
    for (const embedding of [new Float32Array(3), new Float32Array([Number.NaN, 1])]) {
      await expect(own.memory.put(putRequest('a', { embedding }))).rejects.toMatchObject({ code: 'SMARTMEMO_ENCODER_OUTPUT' })
    }
    expect((await own.memory.stats(null, 1)).entries).toBe(0)
  })

  test('keeps an entry without embedding for the exact tier and for re-embedding', async () => {
    const id = await put('a', { embedding: null, encoderId: null })
    expect((await own.memory.find(PLACE, 'key of a', 1)).state).toBe('live')
    expect(await found()).toEqual([])
    expect(await own.memory.nextToReembed(5)).toEqual([{ id, prompt: 'a' }])
  })
})

describe('MemoryService.keepTo', () => {
  test('evicts the worst of what is more than the limit, of its domain alone', async () => {
    const ids = []
    for (let number = 0; number < 5; number++) ids.push(await put(`prompt ${number}`, { nowMs: number }))
    const other = await put('other', { domain: 'code', partition: 'p9' })
    const limit = { domain: 'support', maxEntries: 2, evictionPolicy: 'lru', nowMs: 9 } as const
    expect(await own.memory.keepTo(limit, 'sync')).toBe(3)
    expect((await own.memory.listEntries({}, 10, 0)).map(({ id }) => id)).toEqual([...ids.slice(3), other])
    expect(new Set(await found())).toEqual(new Set(ids.slice(3)))
    expect(await own.memory.keepTo(limit, 'sync')).toBe(0)
  })
})
