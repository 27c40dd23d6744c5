import { createHash } from 'node:crypto'
import { pick, seededRandom, type Random } from '../../../src/random/seeded-random.js'
import type { Cipher } from '../../../src/security/cipher.js'
import type { Durability, DurableStore } from '../../../src/store/durable/durable-store.js'
import { openForWriting } from '../../../src/store/durable/open-store.js'
import { MemoryStore } from '../../../src/store/memory-store.js'
import { fingerprintStore } from '../store/fingerprint-store.js'
import { planOperations } from '../store/planned-operations.js'
import { diskStates } from './disk-states.js'
import { RecordingFileSystem, type FileEvent } from './recording-file-system.js'

const PATH = '/data/cache.db'

/** Possible states of the disk looked at for each moment of a recovery. */
const NESTED_STATES = 4

/** How much is gone through. */
export interface PowerLossBounds {
  /** Changes made before the power fails for the last time. */
  readonly changes: number
  /** Possible states of the disk looked at for each moment. */
  readonly statesPerMoment: number
  /** One recovery in so many is itself cut off at every step. */
  readonly nestedEvery: number
}

/** What a run of simulated power losses came to. */
export interface PowerLossReport {
  readonly moments: number
  /** Different states of the disk from which the database was opened. */
  readonly schedules: number
  /** Of these, during a recovery from an earlier one. */
  readonly nested: number
  /** States in which something was found that is not as a clean close leaves it. */
  readonly withFindings: number
  readonly violations: readonly string[]
}

/** A moment at which the power may fail: how much was promised by then, and how much was done. */
interface Moment {
  readonly events: number
  readonly acknowledged: number
  readonly made: number
}

/** Makes changes, and opens the database from everything that a power loss at any moment may have left of its files. */
export async function runPowerLoss(
  seed: number,
  bounds: PowerLossBounds,
  cipher: Cipher | null = null,
): Promise<PowerLossReport> {
  const random = seededRandom(seed)
  const { events, moments, states } = await record(random, bounds.changes, cipher)
  const seen = new Set<string>()
  const report = { moments: moments.length, schedules: 0, nested: 0, withFindings: 0, violations: [] as string[] }

  const check = async (disk: ReadonlyMap<string, Uint8Array>, { acknowledged, made }: Moment, depth: number) => {
    const key = hashDisk(disk, acknowledged, made)
    if (seen.has(key)) return
    seen.add(key)
    report.schedules++
    if (depth > 0) report.nested++
    const files = new RecordingFileSystem(disk)
    const place = `seed ${seed}, acknowledged ${acknowledged}, made ${made}${depth > 0 ? ', during recovery' : ''}`
    try {
      const { durable, findings } = await openForWriting(files, PATH, 'owner', 0, cipher)
      if (findings.length > 0) report.withFindings++
      const fingerprint = fingerprintStore(durable.store)
      durable.store.close()
      const isAllowed = states.some((state, index) => state === fingerprint && acknowledged <= index && index <= made)
      const known = states.lastIndexOf(fingerprint)
      if (!isAllowed) report.violations.push(`${place}: found state ${known < 0 ? 'unknown' : known}; ${findings.join('. ')}`)
    } catch (error) {
      report.violations.push(`${place}: ${String(error)}`)
    }
    if (depth > 0 || report.schedules % bounds.nestedEvery !== 0) return
    for (let end = startOf(disk) + 1; end <= files.events.length; end++) {
      for (const state of diskStates(files.events.slice(0, end), NESTED_STATES, random)) {
        await check(state, { events: end, acknowledged, made }, 1)
      }
    }
  }
  for (const moment of moments) {
    const limit = bounds.statesPerMoment
    for (const state of diskStates(events.slice(0, moment.events), limit, random)) await check(state, moment, 0)
  }
  return report
}

/** Events with which a {@link RecordingFileSystem} begins: three a file, and a sync of the folder. */
function startOf(disk: ReadonlyMap<string, Uint8Array>): number {
  return 3 * disk.size + 1
}

/** Makes random changes and notes, before every event, what had been promised and done. */
async function record(random: Random, changes: number, cipher: Cipher | null) {
  // Changes go on while a sync lasts.
  const files = new RecordingFileSystem(new Map(), () => new Promise((resolve) => setImmediate(resolve)))
  const oracle = new MemoryStore()
  const states = [fingerprintStore(oracle)]
  const moments: Moment[] = []
  let acknowledged = 0
  // The power may fail until the next event, and promises are made in between.
  const note = () => void moments.push({ events: files.events.length, acknowledged, made: states.length - 1 })
  const events: FileEvent[] = files.events
  const push = events.push.bind(events)
  events.push = (...added) => {
    note()
    return push(...added)
  }
  const open = async (): Promise<DurableStore> => (await openForWriting(files, PATH, 'owner', 0, cipher)).durable
  let durable = await open()
  for (let number = 1; number <= changes; number++) {
    const kind = random.share()
    if (kind < 0.06) {
      await durable.close()
      acknowledged = states.length - 1
      durable = await open()
    } else if (kind < 0.12) {
      const covered = states.length - 1
      await durable.flush()
      acknowledged = Math.max(acknowledged, covered)
    }
    const operations = planOperations(random, number)
    const durability = pick<Durability>(['sync', 'sync', 'batch', 'none'], random)
    oracle.apply(...operations)
    states.push(fingerprintStore(oracle))
    const covered = states.length - 1
    const write = async ({ durable }: { durable: DurableStore }) => {
      await durable.write(operations, durability)
      if (durability === 'sync') acknowledged = Math.max(acknowledged, covered)
    }
    const written = write({ durable })
    if (random.share() < 0.6) await written
  }
  await durable.close()
  acknowledged = states.length - 1
  note()
  return { events, moments, states }
}

function hashDisk(disk: ReadonlyMap<string, Uint8Array>, acknowledged: number, made: number): string {
  const hash = createHash('sha256').update(`${acknowledged}/${made}`)
  for (const [path, bytes] of [...disk].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`\0${path}\0${bytes.length}\0`).update(bytes)
  return hash.digest('hex')
}
