import { subscribe } from 'node:diagnostics_channel'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassifierConfig, type FailureMessage, SmartMemo } from '../../../src/index.js'
import { seededRandom } from '../../../src/random/seeded-random.js'
import { percentile } from '../../percentile.js'
import { findSqliteDamage, HAS_SQLITE } from '../kills/check-files.js'
import { fillLookups } from './fill-lookups.js'
import { SoakLoad, type LoadCounts } from './soak-load.js'

const MIB = 2 ** 20
/** Far fewer than the prompts that are asked for, so that entries are evicted all the time. */
const MAX_ENTRIES = 1000
/** Calls under way at most; when a machine is slower than the rate, calls are held back. */
const MAX_IN_FLIGHT = 64
const TICK_MS = 20
const SAMPLE_MS = 5000

/** One look at the process, the latencies since the last, and the files. */
export interface SoakSample {
  readonly atS: number
  readonly rssMiB: number
  readonly heapMiB: number
  /** Of the whole process, its threads included; says what a call costs however busy the machine is. */
  readonly cpuMsPerCall: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly databaseMiB: number
  readonly journalMiB: number
}

export interface SoakReport extends LoadCounts {
  readonly samples: readonly SoakSample[]
  readonly heldBack: number
  /** Entries at the end. */
  readonly entries: number
  /** Prompts of which the response was looked for, and found, after everything was closed and opened again. */
  readonly foundAgain: number
}

/** Uses a cache with the bundled models, threads and files for so long, at so many calls a second. */
export async function runSoak(
  durationMs: number,
  rate: number,
  seed: number,
  onSample: (sample: SoakSample) => void,
): Promise<SoakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'smartmemo-soak-'))
  const dbPath = join(folder, 'cache.db')
  await fillLookups(dbPath)
  const open = () =>
    new SmartMemo({ domain: 'support', dbPath, classifier: ClassifierConfig.bundled(), maxEntries: MAX_ENTRIES, threads: 1 })
  const cache = open()
  let latencies: number[] = []
  const load = new SoakLoad(cache, seededRandom(seed), folder, (latencyMs) => latencies.push(latencyMs))
  subscribe('smartmemo:failure', (message) => load.noteFailure(message as FailureMessage))
  await cache.ready()

  const samples: SoakSample[] = []
  const startedMs = performance.now()
  let [cpu, callsBefore] = [process.cpuUsage(), 0]
  const sample = async () => {
    const { rss, heapUsed } = process.memoryUsage()
    const taken = latencies
    latencies = []
    const { user, system } = process.cpuUsage(cpu)
    const calls = Object.values(load.counts.calls).reduce((sum, count) => sum + count, 0)
    const cpuMsPerCall = (user + system) / 1000 / (calls - callsBefore)
    cpu = process.cpuUsage()
    callsBefore = calls
    const found: SoakSample = {
      atS: Math.round((performance.now() - startedMs) / 1000),
      rssMiB: rss / MIB,
      heapMiB: heapUsed / MIB,
      cpuMsPerCall,
      p50Ms: percentile(taken, 50),
      p99Ms: percentile(taken, 99),
      databaseMiB: (await sizeOf(dbPath)) / MIB,
      journalMiB: (await sizeOf(`${dbPath}.log`)) / MIB,
    }
    samples.push(found)
    onSample(found)
  }
  const heldBack = await keepBusy(durationMs, rate, () => load.step(), sample)
  const { entries } = await cache.stats()
  await cache.close()

  const { counts, stored } = load
  if (entries > MAX_ENTRIES) counts.violations.push(`${entries} entries where ${MAX_ENTRIES} are allowed`)
  if (HAS_SQLITE) counts.violations.push(...[findSqliteDamage(dbPath)].filter((damage) => damage !== null))
  const again = open()
  let foundAgain = 0
  for (const { prompt, scope, response } of stored) {
    const found = await again.lookup({ prompt, ...(scope !== undefined && { scope }) })
    if (found.response === response) foundAgain++
    else if (found.reason !== 'quarantined' && found.reason !== 'rejected')
      counts.violations.push(`${prompt} was stored and is ${found.reason} after closing`)
  }
  await again.close()
  await rm(folder, { recursive: true, force: true })
  return { ...counts, samples, heldBack, entries, foundAgain }
}

/** Starts `rate` steps a second and takes samples; returns how many steps were held back. */
async function keepBusy(
  durationMs: number,
  rate: number,
  step: () => Promise<void>,
  sample: () => Promise<void>,
): Promise<number> {
  const inFlight = new Set<Promise<void>>()
  const startedMs = performance.now()
  let [due, heldBack, nextSampleMs] = [0, 0, SAMPLE_MS]
  for (;;) {
    const elapsedMs = performance.now() - startedMs
    if (elapsedMs >= durationMs) break
    for (const target = (elapsedMs / 1000) * rate; due < target; due++) {
      if (inFlight.size >= MAX_IN_FLIGHT) {
        heldBack++
        continue
      }
      const running = step().finally(() => inFlight.delete(running))
      inFlight.add(running)
    }
    if (elapsedMs >= nextSampleMs) {
      nextSampleMs += SAMPLE_MS
      await sample()
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS))
  }
  await Promise.all(inFlight)
  return heldBack
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}
