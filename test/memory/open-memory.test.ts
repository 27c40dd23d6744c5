import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MemoryService } from '../../src/memory/memory-service.js'
import { MemoryOfTest, PLACE } from './memory-of-test.js'
import { embeddingAt, ENCODER, memorySettings, putRequest } from './requests.js'

const own = new MemoryOfTest()
const { put, found, reopen } = own

describe('MemoryService.open', () => {
  test('serves after a restart what was stored before', async () => {
    await reopen()
    const id = await put('a', { embedding: embeddingAt(5), metadata: { n: 1 }, tags: ['x'] })
    const report = await (await reopen(), own.memory.stats(null, 1))
    expect(await found()).toEqual([id])
    expect(report).toMatchObject({ entries: 1, encoderId: ENCODER.id, schemaVersion: 2, partitions: 1, indexKinds: { exact: 1 } })
    expect(report.databaseBytes).toBeGreaterThan(0)
  })

  test('offers entries of another encoder for re-embedding and finds them once they are embedded', async () => {
    await reopen()
    const id = await put('a')
    await reopen({ encoder: { id: 'encoder-b', dimensions: 3 } })
    expect(await own.memory.nextToReembed(10)).toEqual([{ id, prompt: 'a' }])
    expect(await found({ embedding: new Float32Array([1, 0, 0]) })).toEqual([])
    expect((await own.memory.find(PLACE, 'key of a', 1)).state).toBe('live')
    await own.memory.setEmbeddings([
      { id, embedding: new Float32Array([1, 0, 0]) },
      { id: 77, embedding: new Float32Array([1, 0, 0]) },
    ])
    expect(await own.memory.nextToReembed(10)).toEqual([])
    expect(await found({ embedding: new Float32Array([1, 0, 0]) })).toEqual([id])
    await reopen({ encoder: { id: 'encoder-b', dimensions: 3 }, reembed: false })
    expect(await found({ embedding: new Float32Array([1, 0, 0]) })).toEqual([id])
  })

  test('refuses entries of another encoder when it may not re-embed, and frees the lock', async () => {
    await reopen()
    await put('a')
    await own.memory.close()
    own.memory = new MemoryService()
    const settings = memorySettings({
      dbPath: join(own.folder, 'cache.db'),
      encoder: { id: 'encoder-b', dimensions: 2 },
      reembed: false,
    })
    await expect(own.memory.open(settings)).rejects.toMatchObject({ code: 'SMARTMEMO_ENCODER_MISMATCH' })
    await reopen()
  })

  test('reads a live file without its lock and refuses to write it', async () => {
    await reopen()
    const id = await put('a')
    const before = await readdir(own.folder)
    const reader = new MemoryService()
    await reader.open(
      memorySettings({ dbPath: join(own.folder, 'cache.db'), readOnly: true, encoder: null, lockOwner: 'reader' }),
    )
    expect((await reader.listEntries({}, 10, 0)).map((entry) => entry.id)).toEqual([id])
    expect(await reader.stats(null, 1)).toMatchObject({ entries: 1, partitions: 1, indexKinds: {} })
    await expect(reader.put(putRequest('b'))).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
    await reader.close()
    expect(await readdir(own.folder)).toEqual(before)
  })

  test('rejects calls before opening and after closing', async () => {
    const closed = new MemoryService()
    await expect(closed.find(PLACE, 'k', 1)).rejects.toMatchObject({ code: 'SMARTMEMO_CLOSED' })
    await own.memory.close()
    await own.memory.close()
    await expect(own.memory.put(putRequest('a'))).rejects.toMatchObject({ code: 'SMARTMEMO_CLOSED' })
  })
})
