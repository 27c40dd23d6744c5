import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Retriever } from '../../src/ann/retriever.js'
import { Upkeep } from '../../src/ann/upkeep.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { embeddingAt, lookupRecord, memorySettings, putRequest, searchRequest } from './requests.js'

/** Entries lie a tenth of a degree apart; the n-th put has id n + 1. */
const ENTRIES = 400
const DEGREES_APART = 0.1

let folder: string
let memory: MemoryService
let upkeep: Upkeep

/** A memory whose partitions turn to HNSW at 300 entries, with the graph built to its end. */
async function open(): Promise<void> {
  upkeep = new Upkeep((turn) => void setImmediate(turn))
  memory = new MemoryService((dimensions) => Retriever.create(dimensions, { hnswFrom: 300, upkeep }))
  await memory.open(memorySettings({ dbPath: join(folder, 'cache.db') }))
  await upkeep.idle()
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-'))
  await open()
  for (let n = 0; n < ENTRIES; n++) {
    const expiresAtMs = n < 150 ? 1500 : null
    await memory.put(
      putRequest(`prompt ${n}`, {
        embedding: embeddingAt(n * DEGREES_APART),
        expiresAtMs,
        maxEntries: ENTRIES,
        durability: 'none',
      }),
    )
  }
  await upkeep.idle()
})

afterEach(async () => {
  await memory.close()
  await rm(folder, { recursive: true, force: true })
})

async function found(): Promise<number[]> {
  return (await memory.search(searchRequest({ k: 4, nowMs: 2000 }))).map(({ id }) => id)
}

async function kinds(): Promise<Readonly<Record<string, number>>> {
  return (await memory.stats(null, 2000)).indexKinds
}

test('a partition served by HNSW gives k live entries when those nearest are expired, quarantined or forgotten', async () => {
  expect(await kinds()).toEqual({ hnsw: 1 })
  expect(await found()).toEqual([151, 152, 153, 154])
  for (const queryId of ['q1', 'q2']) {
    await memory.recordLookup(lookupRecord(queryId, 152), 'none')
    await memory.recordFeedback({ queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1 }, 'none')
  }
  expect(await found()).toEqual([151, 153, 154, 155])
  await memory.forget({ entryId: 153 }, 'none')
  expect(await found()).toEqual([151, 154, 155, 156])
})

test('a partition served by HNSW evicts and takes new entries at once', async () => {
  const request = { embedding: embeddingAt(150 * DEGREES_APART), maxEntries: 200, durability: 'none' as const, nowMs: 2000 }
  const { entryId, evicted } = await memory.put(putRequest('new', request))
  expect(evicted).toBe(ENTRIES + 1 - 200)
  expect((await memory.search(searchRequest({ k: ENTRIES, nowMs: 2000 }))).map(({ id }) => id)).toContain(entryId)
  await upkeep.idle()
  expect((await memory.search(searchRequest({ k: ENTRIES, nowMs: 2000 }))).map(({ id }) => id)).toContain(entryId)
})

test('a partition served by HNSW answers the same after a restart', async () => {
  const before = await found()
  await memory.close()
  await open()
  expect(await kinds()).toEqual({ hnsw: 1 })
  expect(await found()).toEqual(before)
})
