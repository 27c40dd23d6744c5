import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { aes256Gcm } from '../../src/security/aes-256-gcm.js'
import type { Cipher } from '../../src/security/cipher.js'
import { acquireLock } from '../../src/store/durable/file-lock.js'
import { decodeHeader, HEADER_BYTES, scanJournal } from '../../src/store/durable/journal-format.js'
import { openForReading, openForWriting } from '../../src/store/durable/open-store.js'
import { decodeOperations } from '../../src/store/durable/operation-codec.js'
import { chunkAt, decodeSealedHeader } from '../../src/store/durable/sealed/sealed-format.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { memorySettings } from '../memory/requests.js'
import { sampleEntry, sampleLookup, sampleVerdict } from '../store/samples.js'
import { SimulatedFileSystem, type DiskState } from '../store/durable/simulated-file-system.js'
import { fuzz } from './fuzz.js'
import { mutated } from './mutations.js'
import { readSeed } from './seeds.js'

const DB = '/data/cache.db'
const LOG = `${DB}.log`
const REFUSALS = /^SMARTMEMO_STORE_(DAMAGED|VERSION|KEY)$/

const operations = [1, 2, 3, 4].map((id) => [
  { type: 'put-entry', entry: sampleEntry(id, { tags: ['red'], metadata: { n: id }, response: 'r'.repeat(id * 50) }) } as const,
  { type: 'record-lookup', lookup: sampleLookup(`q${id}`, { entryId: id }) } as const,
  { type: 'record-feedback', event: sampleVerdict(`q${id}`) } as const,
])
/** Entries 1 and 2 in the snapshot, 3 and 4 in the journal. */
async function makeDatabase(cipher: Cipher | null): Promise<DiskState> {
  const files = new SimulatedFileSystem()
  const first = await openForWriting(files, DB, 'owner', 0, cipher)
  for (const some of operations.slice(0, 2)) await first.durable.write(some, 'sync')
  await first.durable.close()
  const { durable } = await openForWriting(files, DB, 'owner', 0, cipher)
  for (const some of operations.slice(2)) await durable.write(some, 'sync')
  return files.afterKill()
}

const cipher = aes256Gcm(new Uint8Array(32))
let clear: DiskState
let encrypted: DiskState

beforeAll(async () => {
  clear = await makeDatabase(null)
  encrypted = await makeDatabase(cipher)
})

/** Opens, or is refused with a reason; every entry that it shows is one that was stored. */
async function expectHonest(disk: DiskState, cipher: Cipher | null): Promise<void> {
  const files = new SimulatedFileSystem(disk)
  const opened = await openForWriting(files, DB, 'owner', 0, cipher).catch((error: unknown) => error)
  if (opened instanceof Error) {
    expect(opened).toMatchObject({ code: expect.stringMatching(REFUSALS) as string })
    return
  }
  const { durable } = opened as Awaited<ReturnType<typeof openForWriting>>
  for (const entry of durable.store.entries()) {
    const { prompt, response, embedding } = sampleEntry(entry.id, { response: 'r'.repeat(entry.id * 50) })
    expect(entry).toMatchObject({ prompt, response, embedding })
  }
  await durable.write([{ type: 'put-entry', entry: sampleEntry(50) }], 'sync')
  await durable.close()
  const again = await openForWriting(new SimulatedFileSystem(files.afterPowerLoss()), DB, 'owner', 0, cipher)
  expect(again.durable.store.entry(50)).toBeDefined()
  expect(again.findings).toEqual([])
  await again.durable.close()
}

describe('the database of the seeds', () => {
  const seeded: DiskState = new Map([
    [DB, readSeed('cache.db')],
    [LOG, readSeed('cache.db.log')],
  ])

  test('opens with all that was written into it', async () => {
    const { durable, findings } = await openForWriting(new SimulatedFileSystem(seeded), DB, 'owner', 0)
    expect(findings).toEqual([])
    expect([...durable.store.entries()].map(({ id, response }) => [id, response.length])).toEqual(
      [1, 2, 3, 4].map((id) => [id, id * 50]),
    )
    expect([...durable.store.verdicts()].map(({ queryId }) => queryId)).toEqual(['q1', 'q2', 'q3', 'q4'])
    await durable.close()
  })

  test.each([DB, LOG])('with %s changed opens honestly or is refused with a reason', async (path) => {
    await fuzz(mutated(seeded.get(path)!), 0.4, (bytes) => expectHonest(new Map(seeded).set(path, bytes), null))
  })
})

describe('a journal that was changed', () => {
  const journal = readSeed('cache.db.log')
  const written = scanJournal(journal, HEADER_BYTES).payloads

  test('scanJournal reads whole records only', async () => {
    await fuzz(mutated(journal), 4, (bytes) => {
      decodeHeader(bytes)
      const { payloads, end } = scanJournal(bytes, Math.min(HEADER_BYTES, bytes.length))
      expect(end).toBeLessThanOrEqual(bytes.length)
      for (const payload of payloads) expect(written.some((one) => Buffer.compare(one, payload) === 0)).toBe(true)
    })
  })

  test('decodeOperations throws an error or reads operations, and ends', async () => {
    await fuzz(mutated(...written), 4, (bytes) => {
      try {
        expect(Array.isArray(decodeOperations(bytes))).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    })
  })
})

describe('an encrypted database', () => {
  test.each([DB, LOG])('with %s changed opens honestly or is refused with a reason', async (path) => {
    await fuzz(mutated(encrypted.get(path)!), 0.4, (bytes) => expectHonest(new Map(encrypted).set(path, bytes), cipher))
  })
})

describe.each(['clear', 'encrypted'] as const)('a database (%s)', (kind) => {
  test('with both files changed is read honestly beside its writer, or refused with a reason', async () => {
    const disk = kind === 'clear' ? clear : encrypted
    await fuzz(fc.tuple(mutated(disk.get(DB)!), mutated(disk.get(LOG)!)), 0.3, async ([snapshot, log]) => {
      const files = new SimulatedFileSystem(
        new Map([
          [DB, snapshot],
          [LOG, log],
        ]),
      )
      const opened = await openForReading(files, DB, kind === 'clear' ? null : cipher).catch((error: unknown) => error)
      if (opened instanceof Error)
        expect(opened).toMatchObject({
          code: expect.stringMatching(/^SMARTMEMO_(STORE_(DAMAGED|VERSION|KEY)|FILE_ACCESS)$/) as string,
        })
      else await (opened as Awaited<ReturnType<typeof openForReading>>).durable.close()
      expect([...files.afterKill().keys()].sort()).toEqual([DB, LOG])
    })
  })
})

test('a memory opens on a changed snapshot with working indexes, or is refused with a reason', async () => {
  await fuzz(mutated(clear.get(DB)!), 0.4, async (snapshot) => {
    const memory = new MemoryService(undefined, new SimulatedFileSystem(new Map(clear).set(DB, snapshot)))
    const opened = await memory.open(memorySettings({ dbPath: DB })).catch((error: unknown) => error)
    if (opened instanceof Error) {
      expect(opened).toMatchObject({ code: expect.stringMatching(REFUSALS) as string })
      return
    }
    await memory.stats(null, 0)
    await memory.listEntries({}, 10, 0)
    await memory.listLookups({}, 10, 0)
    await memory.search({
      partition: 'p1',
      promptKey: 'x',
      embedding: new Float32Array([0.6, 0.8]),
      lexical: null,
      k: 5,
      nowMs: 0,
      withEmbeddings: true,
    })
    await memory.close()
  })
})

test('encrypted bytes are cut into chunks without an error, whatever they are', async () => {
  await fuzz(fc.tuple(mutated(encrypted.get(LOG)!), fc.nat({ max: 2000 })), 4, ([bytes, from]) => {
    const header = decodeSealedHeader(bytes)
    const chunk = chunkAt(bytes, header?.end ?? from)
    if (chunk) expect(chunk.end).toBeLessThanOrEqual(bytes.length)
  })
})

test('a lock file that was changed is taken over or respected, and never anything else', async () => {
  const files = new SimulatedFileSystem()
  await acquireLock(files, DB, 'someone')
  const lock = files.afterKill().get(`${DB}.lock`)!
  await fuzz(mutated(lock), 0.05, async (bytes) => {
    const own = new SimulatedFileSystem(new Map([[`${DB}.lock`, bytes]]))
    const taken = await acquireLock(own, DB, 'me').catch((error: unknown) => error)
    if (taken instanceof Error) expect(taken).toMatchObject({ code: 'SMARTMEMO_STORE_LOCKED' })
  })
})
