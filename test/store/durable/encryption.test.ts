import { describe, expect, test } from 'vitest'
import { aes256Gcm } from '../../../src/security/aes-256-gcm.js'
import type { Cipher } from '../../../src/security/cipher.js'
import type { DurableStore } from '../../../src/store/durable/durable-store.js'
import { openForReading, openForWriting } from '../../../src/store/durable/open-store.js'
import { sampleEntry } from '../samples.js'
import { SimulatedFileSystem, type DiskState } from './simulated-file-system.js'

const DB = '/data/cache.db'
const LOG = '/data/cache.db.log'
const NOW_MS = Date.UTC(2030, 0, 2, 3, 4, 5, 678)
const ASIDE = `${DB}.corrupt-20300102T030405678Z`
const KEY = aes256Gcm(new Uint8Array(32).fill(1))
const OTHER_KEY = aes256Gcm(new Uint8Array(32).fill(2))

const open = (files: SimulatedFileSystem, cipher: Cipher | null = KEY) => openForWriting(files, DB, 'owner', NOW_MS, cipher)
const idsOf = ({ store }: DurableStore) => [...store.entries()].map(({ id }) => id)
const write = (durable: DurableStore, id: number) => durable.write([{ type: 'put-entry', entry: sampleEntry(id) }], 'sync')

/** Snapshot with entry 1, journal with 2 and 3, as a kill leaves them. */
async function killed(cipher: Cipher | null = KEY): Promise<Map<string, Buffer>> {
  const files = new SimulatedFileSystem()
  const first = await open(files, cipher)
  await write(first.durable, 1)
  await first.durable.close()
  const { durable } = await open(files, cipher)
  await write(durable, 2)
  await write(durable, 3)
  return new Map([...files.afterKill()].map(([path, bytes]) => [path, Buffer.from(bytes)]))
}

const expectSameFiles = (files: SimulatedFileSystem, disk: DiskState) => {
  const left = files.afterKill()
  for (const path of [DB, LOG]) expect(Buffer.compare(left.get(path)!, disk.get(path)!), path).toBe(0)
}

describe('an encrypted database', () => {
  test('holds nothing readable in any file, at any moment', async () => {
    const files = new SimulatedFileSystem()
    const words = ['reset device', 'Hold the button', 'SQLite format', 'put-entry', 'encoder-a', 'support']
    const seen: string[] = []
    let states = 0
    files.onChange = () => {
      states++
      for (const [path, bytes] of files.afterKill()) {
        if (path.includes('.lock')) continue
        for (const word of words) if (Buffer.from(bytes).includes(word)) seen.push(`${word} in ${path}`)
      }
    }
    const { durable } = await open(files)
    for (let id = 1; id <= 5; id++) await write(durable, id)
    await durable.write([{ type: 'forget-entries', ids: [2] }], 'sync')
    await durable.flush()
    await write(durable, 6)
    await durable.close()
    expect(states).toBeGreaterThan(20)
    expect(seen).toEqual([])
  })

  test('opens with its key, for writing and for reading beside the writer', async () => {
    const disk = await killed()
    const { durable, findings } = await open(new SimulatedFileSystem(disk))
    expect([idsOf(durable), findings]).toEqual([[1, 2, 3], []])
    const reader = await openForReading(new SimulatedFileSystem(disk), DB, KEY)
    expect(idsOf(reader.durable)).toEqual([1, 2, 3])
  })

  test.each([
    ['another key', OTHER_KEY, /encrypted with aes-256-gcm:\w+, and aes-256-gcm:\w+ was given/],
    ['no key', null, /it is encrypted, and no key was given/],
  ])('refuses %s, for writing and for reading, and changes nothing', async (_, cipher, problem) => {
    const disk = await killed()
    const files = new SimulatedFileSystem(disk)
    const refusal = { code: 'SMARTMEMO_STORE_KEY', details: { path: DB, problem: expect.stringMatching(problem) as string } }
    await expect(open(files, cipher)).rejects.toMatchObject(refusal)
    await expect(openForReading(files, DB, cipher)).rejects.toMatchObject(refusal)
    expectSameFiles(files, disk)
    expect(idsOf((await open(files)).durable)).toEqual([1, 2, 3])
  })

  test('refuses no key also when only the journal is there', async () => {
    const disk = await killed()
    disk.delete(DB)
    await expect(open(new SimulatedFileSystem(disk), null)).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_KEY' })
  })

  test.each([DB, LOG])('refuses %s when it was put there in clear', async (path) => {
    const disk = await killed()
    disk.set(path, (await killed(null)).get(path)!)
    const files = new SimulatedFileSystem(disk)
    await expect(open(files)).rejects.toMatchObject({ details: { path, problem: 'it is not encrypted' } })
    expectSameFiles(files, disk)
  })

  test('cuts off a torn end and says so', async () => {
    const disk = await killed()
    for (const missing of [1, 30, 200]) {
      disk.set(LOG, disk.get(LOG)!.subarray(0, disk.get(LOG)!.length - missing))
      const files = new SimulatedFileSystem(disk)
      const { durable, findings } = await open(files)
      expect(idsOf(durable)).toEqual([1, 2])
      expect(findings).toMatchObject([expect.stringContaining('An unfinished change')])
      await write(durable, 9)
      const again = await open(new SimulatedFileSystem(files.afterPowerLoss()))
      expect([idsOf(again.durable), again.findings]).toEqual([[1, 2, 9], []])
    }
  })

  test('keeps a journal with a damaged middle aside as it was found, still encrypted', async () => {
    const disk = await killed()
    const journal = disk.get(LOG)!
    journal[journal.length - 700]! ^= 1
    const files = new SimulatedFileSystem(disk)
    const { durable, findings } = await open(files)
    expect(idsOf(durable)).toEqual([1])
    expect(findings.at(-1)).toBe(`${LOG} was kept as ${ASIDE}.log`)
    expect(Buffer.compare(files.afterPowerLoss().get(`${ASIDE}.log`)!, journal)).toBe(0)
  })

  test('moves a damaged snapshot aside as it was found, and starts empty the next time', async () => {
    const disk = await killed()
    disk.get(DB)![5000]! ^= 1
    const files = new SimulatedFileSystem(disk)
    await expect(open(files)).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_DAMAGED', details: { keptAs: ASIDE } })
    expect(Buffer.compare(files.afterPowerLoss().get(ASIDE)!, disk.get(DB)!)).toBe(0)
    expect(idsOf((await open(files)).durable)).toEqual([])
  })

  test('opens to a state it was in, or refuses, whichever byte of either file is altered', async () => {
    const disk = await killed()
    for (const path of [DB, LOG]) {
      const whole = disk.get(path)!
      const step = path === DB ? 2999 : 13
      for (let position = 0; position < whole.length; position += step) {
        const altered = Buffer.from(whole)
        altered[position]! ^= 0x10
        const opened = await open(new SimulatedFileSystem(new Map(disk).set(path, altered))).catch((error: unknown) => error)
        if (opened instanceof Error) {
          expect(opened).toMatchObject({ code: expect.stringMatching(/^SMARTMEMO_STORE_(DAMAGED|VERSION|KEY)$/) as string })
          continue
        }
        const { durable, findings } = opened as Awaited<ReturnType<typeof open>>
        expect([[], [1], [1, 2], [1, 2, 3]], `${path} ${position}`).toContainEqual(idsOf(durable))
        expect(findings, `${path} ${position}`).not.toEqual([])
      }
    }
  })

  test('writes nothing while the cipher fails, and goes on by itself once it works', async () => {
    let isDown = false
    const cipher: Cipher = {
      id: 'remote',
      encrypt: (bytes) => (isDown ? Promise.reject(new Error('key server down')) : bytes.map((byte) => byte ^ 0x55)),
      decrypt: (bytes) => (isDown ? Promise.reject(new Error('key server down')) : bytes.map((byte) => byte ^ 0x55)),
    }
    const files = new SimulatedFileSystem()
    const { durable } = await open(files, cipher)
    await write(durable, 1)
    isDown = true
    await expect(write(durable, 2)).rejects.toMatchObject({
      code: 'SMARTMEMO_STORE_WRITE',
      message: expect.stringContaining('key server down') as string,
    })
    const refused = { code: 'SMARTMEMO_STORE_KEY', details: { problem: expect.stringContaining('key server down') as string } }
    const disk = files.afterPowerLoss()
    await expect(open(new SimulatedFileSystem(disk), cipher)).rejects.toMatchObject(refused)
    isDown = false
    expect(idsOf((await open(new SimulatedFileSystem(disk), cipher)).durable)).toEqual([1])
    await durable.ready()
    await write(durable, 3)
    expect(idsOf((await open(new SimulatedFileSystem(files.afterPowerLoss()), cipher)).durable)).toEqual([1, 2, 3])
  })
})
