import { expect, test } from 'vitest'
import type { Durability } from '../../../src/store/durable/durable-store.js'
import { openForReading, openForWriting } from '../../../src/store/durable/open-store.js'
import { settle } from '../../cache/fake-llm.js'
import { sampleEntry } from '../samples.js'
import { SimulatedFileSystem, systemError } from './simulated-file-system.js'

const DB = '/data/cache.db'
const LOG = `${DB}.log`

const putEntry = (id: number) => ({ type: 'put-entry', entry: sampleEntry(id) }) as const
const open = (files: SimulatedFileSystem) => openForWriting(files, DB, 'owner', 0)

async function idsOn(disk: ReadonlyMap<string, Uint8Array>): Promise<number[]> {
  const { durable } = await openForReading(new SimulatedFileSystem(disk), DB)
  const ids = [...durable.store.entries()].map(({ id }) => id)
  await durable.close()
  return ids
}

/** Makes every sync wait until the test lets it go on. */
function holdSyncs(files: SimulatedFileSystem): (() => void)[] {
  const held: (() => void)[] = []
  files.syncing = () => new Promise((resolve) => held.push(resolve))
  return held
}

test('JournaledStore acknowledges batch changes beside every sync of a checkpoint, and a kill loses none of them', async () => {
  const files = new SimulatedFileSystem()
  const { durable } = await open(files)
  await durable.write([putEntry(1), putEntry(2)], 'sync')
  const held = holdSyncs(files)
  const before = files.calls.length
  // Forgetting makes a snapshot.
  await durable.write([{ type: 'forget-entries', ids: [1] }], 'batch')
  const ids = [2]
  await settle()
  while (held.length > 0) {
    const id = 10 + ids.length
    await durable.write([putEntry(id)], 'batch')
    ids.push(id)
    expect(await idsOn(files.afterKill())).toEqual(ids)
    for (const letGo of held.splice(0)) letGo()
    await settle()
  }
  const renames = files.calls.slice(before).filter(({ operation }) => operation === 'rename')
  expect(renames.map(({ path }) => path)).toEqual([DB, LOG])
  expect(ids.length).toBeGreaterThan(4)
  files.syncing = undefined
  await durable.flush()
  expect(await idsOn(files.afterPowerLoss())).toEqual(ids)
  await durable.close()
})

test.each(['sync', 'batch', 'none'] as const)(
  'JournaledStore has what %s wrote on disk when a flush resolves, and not before',
  async (durability: Durability) => {
    const files = new SimulatedFileSystem()
    const { durable } = await open(files)
    const held = holdSyncs(files)
    const written = durable.write([putEntry(1)], durability)
    if (durability !== 'sync') await written
    const flushed = durable.flush()
    await settle()
    expect(await idsOn(files.afterPowerLoss())).toEqual([])
    for (const letGo of held.splice(0)) letGo()
    await flushed
    await written
    expect(await idsOn(files.afterPowerLoss())).toEqual([1])
    files.syncing = undefined
    await durable.close()
  },
)

test('JournaledStore keeps what is written after a snapshot got its place but its journal could not be started', async () => {
  const files = new SimulatedFileSystem()
  const { durable } = await open(files)
  await durable.write([putEntry(1)], 'sync')
  // The journal cannot be written, so a snapshot is; its journal, which is still known by its first name, cannot either.
  files.fault = (operation, path) => (operation === 'write' && path.startsWith(LOG) ? systemError('ENOSPC') : undefined)
  await expect(durable.write([putEntry(2)], 'sync')).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
  await expect(durable.ready()).rejects.toMatchObject({ code: 'SMARTMEMO_STORE_WRITE' })
  files.fault = undefined
  await expect
    .poll(() =>
      durable.ready().then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
  await durable.write([putEntry(3)], 'sync')
  expect(await idsOn(files.afterPowerLoss())).toEqual([1, 2, 3])
  await durable.close()
})

test('JournaledStore has what it recovered from a killed process on disk once it is open', async () => {
  const files = new SimulatedFileSystem()
  await (await open(files)).durable.write([putEntry(1)], 'batch')
  const after = new SimulatedFileSystem(files.afterKill(), files.afterPowerLoss())
  const { durable } = await open(after)
  expect(await idsOn(after.afterPowerLoss())).toEqual([1])
  await durable.close()
})
