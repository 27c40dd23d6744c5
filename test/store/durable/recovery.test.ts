import { describe, expect, test } from 'vitest'
import { encodeHeader, encodeRecord, HEADER_BYTES } from '../../../src/store/durable/journal-format.js'
import { encodeOperations } from '../../../src/store/durable/operation-codec.js'
import { openForReading, openForWriting } from '../../../src/store/durable/open-store.js'
import type { DurableStore } from '../../../src/store/durable/durable-store.js'
import type { Store } from '../../../src/store/store.js'
import { sampleEntry } from '../samples.js'
import { SimulatedFileSystem, type DiskState } from './simulated-file-system.js'

const DB = '/data/cache.db'
const LOG = '/data/cache.db.log'
const NOW_MS = Date.UTC(2030, 0, 2, 3, 4, 5, 678)
const ASIDE = `${DB}.corrupt-20300102T030405678Z`

const putEntry = (id: number) => ({ type: 'put-entry', entry: sampleEntry(id) }) as const
const idsOf = (store: Store) => [...store.entries()].map(({ id }) => id)
const open = (files: SimulatedFileSystem) => openForWriting(files, DB, 'owner', NOW_MS)

async function write(durable: DurableStore, ...ids: number[]): Promise<void> {
  for (const id of ids) await durable.write([putEntry(id)], 'sync')
}

/** A database whose snapshot holds the first entries and whose journal adds the others, as a kill leaves it. */
async function killedWith(inSnapshot: number[], inJournal: number[]): Promise<Map<string, Uint8Array>> {
  const files = new SimulatedFileSystem()
  const first = await open(files)
  await write(first.durable, ...inSnapshot)
  await first.durable.close()
  const { durable } = await open(files)
  await write(durable, ...inJournal)
  return new Map(files.afterKill())
}

async function expectOpensTo(
  disk: DiskState,
  ids: number[],
): Promise<{ findings: readonly string[]; files: SimulatedFileSystem }> {
  const files = new SimulatedFileSystem(disk)
  const { durable, findings } = await open(files)
  expect(idsOf(durable.store)).toEqual(ids)
  await durable.write([putEntry(90)], 'sync')
  const again = await open(new SimulatedFileSystem(files.afterPowerLoss()))
  expect(idsOf(again.durable.store)).toEqual([...ids, 90])
  expect(again.findings).toEqual([])
  return { findings, files }
}

describe('opening after a kill', () => {
  test('applies the journal to its snapshot and has nothing to report', async () => {
    const { findings } = await expectOpensTo(await killedWith([1, 2], [3, 4]), [1, 2, 3, 4])
    expect(findings).toEqual([])
  })

  test('cuts off the last record at whichever byte it ends, and says so', async () => {
    const disk = await killedWith([1], [2, 3])
    const journal = disk.get(LOG)!
    const lastRecord = encodeRecord(encodeOperations([putEntry(3)])).length
    for (let missing = 1; missing < lastRecord; missing++) {
      disk.set(LOG, journal.subarray(0, journal.length - missing))
      const finding = `An unfinished change of ${lastRecord - missing} bytes was cut off the end of ${LOG}`
      const { durable, findings } = await openForReading(new SimulatedFileSystem(disk), DB)
      expect(idsOf(durable.store)).toEqual([1, 2])
      expect(findings).toEqual([finding])
      await durable.close()
      if (missing % 50 === 1) expect((await expectOpensTo(disk, [1, 2])).findings).toEqual([finding])
    }
  })

  test('drops a journal that the snapshot already holds', async () => {
    const before = await killedWith([1], [2])
    const files = new SimulatedFileSystem(before)
    const { durable } = await open(files)
    await durable.write([{ type: 'forget-entries', ids: [] }], 'sync')
    const states: DiskState[] = []
    files.onChange = () => {
      if (files.calls.at(-1)!.operation === 'rename' && files.calls.at(-1)!.path === DB) states.push(files.afterKill())
    }
    await durable.flush()
    expect(states).toHaveLength(1)
    expect(states[0]!.get(LOG)!.length).toBeGreaterThan(HEADER_BYTES)
    await expectOpensTo(states[0]!, [1, 2])
  })

  test('goes on without a journal', async () => {
    const disk = await killedWith([1], [])
    disk.delete(LOG)
    const { findings } = await expectOpensTo(disk, [1])
    expect(findings).toEqual([])
  })
})

describe('opening damaged files', () => {
  test('keeps a journal with a damaged middle aside, applies what comes before and reports both', async () => {
    const disk = await killedWith([1], [2, 3, 4])
    const journal = Buffer.from(disk.get(LOG)!)
    const record = encodeRecord(encodeOperations([putEntry(2)])).length
    journal[HEADER_BYTES + record + 40]! ^= 1
    disk.set(LOG, journal)
    const { findings, files } = await expectOpensTo(disk, [1, 2])
    expect(findings).toEqual([
      `${LOG} is damaged at byte ${HEADER_BYTES + record}; the 1 changes before were applied, what follows was not`,
      `${LOG} was kept as ${ASIDE}.log`,
    ])
    expect(Buffer.compare(files.afterPowerLoss().get(`${ASIDE}.log`)!, journal)).toBe(0)
  })

  test('keeps a journal aside that does not begin like one', async () => {
    const disk = await killedWith([1], [2])
    disk.set(LOG, Buffer.from('something else entirely, and longer than a header'))
    const { findings, files } = await expectOpensTo(disk, [1])
    expect(findings).toHaveLength(2)
    expect(Buffer.from(files.afterPowerLoss().get(`${ASIDE}.log`)!).toString()).toContain('something else')
  })

  test('keeps a journal aside that belongs to another snapshot', async () => {
    const disk = await killedWith([1], [2])
    const other = encodeHeader({ generation: 40, followsOffset: 99, snapshotChecksum: 0 })
    disk.set(LOG, Buffer.concat([other, encodeRecord(encodeOperations([putEntry(5)]))]))
    const { findings } = await expectOpensTo(disk, [1])
    expect(findings[0]).toContain('belongs to another state')
  })

  test('keeps a journal aside that has lost its database', async () => {
    const disk = await killedWith([1], [2])
    disk.delete(DB)
    const { findings } = await expectOpensTo(disk, [])
    expect(findings[1]).toBe(`${LOG} was kept as ${ASIDE}.log`)
  })

  test('treats a record that makes no sense as damage', async () => {
    const disk = await killedWith([1], [2])
    disk.set(LOG, Buffer.concat([disk.get(LOG)!, encodeRecord(Buffer.from('whole, but no operations'))]))
    const { findings } = await expectOpensTo(disk, [1, 2])
    expect(findings).toHaveLength(2)
  })

  test('refuses a file that is no database of ours and leaves it where it is', async () => {
    for (const content of ['just some notes', 'SQLite format 3\0'.padEnd(4096, '\0')]) {
      const files = new SimulatedFileSystem(new Map([[DB, Buffer.from(content)]]))
      await expect(open(files)).rejects.toMatchObject({
        code: 'SMARTMEMO_STORE_DAMAGED',
        details: { reason: 'it is not a SmartMemo database' },
      })
      expect([...files.afterKill().keys()]).toEqual([DB])
      expect(Buffer.from(files.afterKill().get(DB)!).toString()).toBe(content)
    }
  })

  test('moves a broken database aside with its journal, says so, and starts empty the next time', async () => {
    const disk = await killedWith([1, 2, 3], [4])
    const broken = Buffer.from(disk.get(DB)!).subarray(0, 3 * 4096)
    const journal = disk.get(LOG)!
    disk.set(DB, broken)
    const files = new SimulatedFileSystem(disk)
    await expect(open(files)).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_DAMAGED', details: { keptAs: ASIDE } })
    const left = files.afterPowerLoss()
    expect(Buffer.compare(left.get(ASIDE)!, broken)).toBe(0)
    expect(Buffer.compare(left.get(`${ASIDE}.log`)!, journal)).toBe(0)
    await expectOpensTo(left, [])
  })

  test('never replaces what it kept aside before, though the clock stands still', async () => {
    const kept: Buffer[] = []
    let disk: DiskState = new Map()
    for (const id of [1, 2, 3]) {
      const next = await killedWith([id], [])
      kept.push(Buffer.from(next.get(DB)!).subarray(0, 4096 + id))
      const files = new SimulatedFileSystem(new Map([...disk, [DB, kept.at(-1)!]]))
      await expect(open(files)).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_DAMAGED' })
      disk = files.afterPowerLoss()
    }
    const sizes = [...disk].filter(([path]) => path.includes('.corrupt-')).map(([, bytes]) => bytes.length)
    expect(new Set(sizes)).toEqual(new Set(kept.map(({ length }) => length)))
  })

  test('takes out entries whose text was altered in the file, keeps a copy and serves the others', async () => {
    const disk = await killedWith([1, 2, 3], [])
    const altered = Buffer.from(disk.get(DB)!)
    altered[altered.indexOf('Hold the button of device 2')]! ^= 1
    disk.set(DB, altered)
    const { findings, files } = await expectOpensTo(disk, [1, 3])
    expect(findings).toEqual([
      `1 entries in ${DB} were not as they had been stored and were taken out`,
      `${DB} was kept as ${ASIDE}`,
    ])
    expect(Buffer.compare(files.afterPowerLoss().get(ASIDE)!, altered)).toBe(0)
  })

  test('opens to a state it was in, or refuses, whichever byte of the snapshot is altered', async () => {
    const disk = await killedWith([1, 2], [3])
    const snapshot = disk.get(DB)!
    for (let position = 0; position < snapshot.length; position += 397) {
      const altered = Buffer.from(snapshot)
      altered[position]! ^= 0x10
      disk.set(DB, altered)
      const opened = await open(new SimulatedFileSystem(disk)).catch((error: unknown) => error)
      if (opened instanceof Error) {
        expect(opened, `byte ${position}`).toMatchObject({
          code: expect.stringMatching(/^SMARTMEMO_STORE_(DAMAGED|VERSION)$/) as unknown,
        })
        continue
      }
      const { durable, findings } = opened as Awaited<ReturnType<typeof open>>
      for (const entry of durable.store.entries()) {
        const { prompt, response, embedding } = sampleEntry(entry.id)
        expect(entry, `byte ${position}`).toMatchObject({ prompt, response, embedding })
      }
      expect(findings, `byte ${position}`).not.toEqual([])
      await durable.close()
    }
  })

  test('refuses files of a later release and leaves them alone', async () => {
    const disk = await killedWith([1], [2])
    const later = Buffer.from(disk.get(DB)!)
    later.writeUInt32BE(99, 60)
    const files = new SimulatedFileSystem(new Map(disk).set(DB, later))
    await expect(open(files)).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_VERSION', details: { found: 99 } })
    expect(Buffer.compare(files.afterKill().get(DB)!, later)).toBe(0)
  })
})

describe('reading without the lock', () => {
  test('sees the snapshot with its journal, also with a torn end, and changes nothing', async () => {
    const disk = await killedWith([1], [2, 3])
    disk.set(LOG, disk.get(LOG)!.subarray(0, -3))
    const files = new SimulatedFileSystem(disk)
    const { durable } = await openForReading(files, DB)
    expect(idsOf(durable.store)).toEqual([1, 2])
    expect(new Set(files.calls.map(({ operation }) => operation))).toEqual(new Set(['read']))
    await expect(durable.write([], 'sync')).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
  })

  test('reads again when a snapshot was written between its two reads', async () => {
    const disk = await killedWith([1], [2])
    const files = new SimulatedFileSystem(disk)
    const { durable } = await open(files)
    const reader = new SimulatedFileSystem(disk)
    let reads = 0
    reader.read = async (path) => {
      if (++reads === 2) {
        await durable.write([{ type: 'forget-entries', ids: [1] }], 'sync')
        await durable.flush()
      }
      return files.read(path)
    }
    const opened = await openForReading(reader, DB)
    expect(idsOf(opened.durable.store)).toEqual([2])
    expect(opened.findings).toEqual([])
    expect(reads).toBeGreaterThan(2)
  })

  test('says when there is no such file', async () => {
    await expect(openForReading(new SimulatedFileSystem(), DB)).rejects.toMatchObject({ code: 'SMARTMEMO_FILE_ACCESS' })
  })
})
