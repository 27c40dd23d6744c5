import { describe, expect, test } from 'vitest'
import { runPowerLoss } from '../../bench/reliability/power-loss/run-power-loss.js'
import { diskStates } from '../../bench/reliability/power-loss/disk-states.js'
import { RecordingFileSystem } from '../../bench/reliability/power-loss/recording-file-system.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { aes256Gcm } from '../../src/security/aes-256-gcm.js'

/** `npm run reliability:power-loss` goes through far more. */
const BOUNDS = { changes: 14, statesPerMoment: 64, nestedEvery: 25 }

test.each([
  ['in clear', 1, null],
  ['in clear', 2, null],
  ['encrypted', 3, aes256Gcm(new Uint8Array(32))],
] as const)(
  'a database %s loses nothing acknowledged whatever a power loss leaves of its files (seed %i)',
  async (_, seed, cipher) => {
    const { violations, schedules, nested } = await runPowerLoss(seed, BOUNDS, cipher)
    expect(violations).toEqual([])
    expect(schedules).toBeGreaterThan(100)
    expect(nested).toBeGreaterThan(10)
  },
)

describe('diskStates', () => {
  const statesOf = (files: RecordingFileSystem, limit = 1000) =>
    [...diskStates(files.events, limit, seededRandom(1))].map((disk) =>
      Object.fromEntries([...disk].map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')])),
    )

  test('keeps what was synced and goes through every part of what was not', async () => {
    const files = new RecordingFileSystem(new Map([['old', Buffer.from('kept')]]))
    const file = await files.create('new')
    await file.write(Buffer.from('abc'), 0)
    await file.datasync()
    const states = statesOf(files)
    expect(states).toEqual([{ old: 'kept' }, { old: 'kept', new: 'abc' }])
  })

  test('drops, tears and reorders unsynced writes, the later one without the earlier included', async () => {
    const files = new RecordingFileSystem(new Map([['log', Buffer.alloc(0)]]))
    const file = await files.open('log')
    await file.write(Buffer.from('A'.repeat(512)), 0)
    await file.write(Buffer.from('B'.repeat(1024)), 512)
    const [a, b, gap] = ['A'.repeat(512), 'B'.repeat(512), '\0'.repeat(512)]
    const found = new Set(statesOf(files).map(({ log }) => log))
    for (const state of ['', a, gap + b, a + b, a + b + b, a + gap + b, gap + gap + b]) expect(found).toContain(state)
  })

  test('takes for synced only what had been written when the sync began, and only once it has ended', async () => {
    let end = () => {}
    const files = new RecordingFileSystem(new Map([['log', Buffer.alloc(0)]]), () => new Promise((resolve) => (end = resolve)))
    const file = await files.open('log')
    await file.write(Buffer.from('a'), 0)
    const synced = file.datasync()
    await file.write(Buffer.from('b'), 1)
    expect(statesOf(files)).toContainEqual({ log: '' })
    end()
    await synced
    expect(statesOf(files)).toEqual([{ log: 'a' }, { log: 'ab' }])
  })

  test('may lose a rename until the folder is synced', async () => {
    const files = new RecordingFileSystem(
      new Map([
        ['a', Buffer.from('1')],
        ['b', Buffer.from('2')],
      ]),
    )
    await files.rename('a', 'b')
    const before = statesOf(files)
    expect(before).toContainEqual({ a: '1', b: '2' })
    expect(before).toContainEqual({ b: '1' })
    await files.syncFolder()
    expect(statesOf(files)).toEqual([{ b: '1' }])
  })

  test('looks at the extremes first when there are too many', async () => {
    const files = new RecordingFileSystem(new Map([['log', Buffer.alloc(0)]]))
    const file = await files.open('log')
    for (let index = 0; index < 12; index++) await file.write(Buffer.from('x'), index)
    const states = statesOf(files, 10)
    expect(states).toHaveLength(10)
    expect(states.slice(0, 2)).toEqual([{ log: '' }, { log: 'x'.repeat(12) }])
  })
})
