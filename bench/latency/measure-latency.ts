import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { ClassifierConfig, SmartMemo } from '../../src/index.js'
import { percentile } from '../percentile.js'
import { makePrompts, rephrase } from './prompts.js'

const WARM_UP_LOOKUPS = 200
/** How long the event loop is watched while nothing is asked. */
const IDLE_MS = 1000
/** Prime, so that the lookups go to entries all over the cache. */
const STRIDE = 7919

export interface LatencySettings {
  readonly dbPath: string
  readonly entries: number
  readonly lookups: number
  /** Lookups at the same time under load. */
  readonly callers: number
  readonly threads: number | 'auto'
  /** False: cosine decides. */
  readonly usesClassifier: boolean
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export interface LatencyReport {
  readonly readyMs: number
  readonly fillPerSecond: number
  readonly exactMs: Percentiles
  readonly semanticMs: Percentiles
  readonly underLoadMs: Percentiles
  readonly lookupsPerSecond: number
  /** CPU time of all threads for one lookup under load: the figure that a busy machine changes least. */
  readonly cpuMsPerLookup: number
  readonly hitShare: number
  /** Of the main thread; the timer that measures it adds one millisecond. */
  readonly idleDelayMs: Percentiles
  readonly underLoadDelayMs: Percentiles
}

/** Times lookups that hit on a filled cache: one caller at a time, then several while the event loop is watched. */
export async function measureLatency(settings: LatencySettings): Promise<LatencyReport> {
  const { dbPath, entries, lookups, callers, threads, usesClassifier } = settings
  await using cache = new SmartMemo({
    domain: 'bench',
    dbPath,
    ...(usesClassifier && { classifier: ClassifierConfig.bundled() }),
    maxEntries: entries,
    threads,
  })
  const readyMs = await timed(() => cache.ready())
  const prompts = makePrompts(entries)
  const fillMs = await timed(() => cache.importPairs(prompts.map((prompt, index) => ({ prompt, response: `response ${index}` }))))

  const asked = Array.from({ length: lookups }, (_, index) => rephrase(prompts[(index * STRIDE) % entries]!, index))
  await timeEach(cache, asked.slice(0, WARM_UP_LOOKUPS))
  const exactMs = await timeEach(cache, prompts.slice(0, lookups))
  const semanticMs = await timeEach(cache, asked)

  const idleDelayMs = await watchDelay(() => setTimeout(IDLE_MS))
  const startedCpu = process.cpuUsage()
  let load: Load = { times: [], hits: 0 }
  let loadMs = 0
  const underLoadDelayMs = await watchDelay(async () => {
    loadMs = await timed(async () => void (load = await hammer(cache, asked, callers)))
  })
  const { user, system } = process.cpuUsage(startedCpu)
  return {
    readyMs,
    fillPerSecond: entries / (fillMs / 1000),
    exactMs: percentilesOf(exactMs),
    semanticMs: percentilesOf(semanticMs),
    underLoadMs: percentilesOf(load.times),
    lookupsPerSecond: lookups / (loadMs / 1000),
    cpuMsPerLookup: (user + system) / 1000 / lookups,
    hitShare: load.hits / lookups,
    idleDelayMs,
    underLoadDelayMs,
  }
}

interface Load {
  readonly times: readonly number[]
  readonly hits: number
}

async function hammer(cache: SmartMemo, asked: readonly string[], callers: number): Promise<Load> {
  const times: number[] = []
  let hits = 0
  const call = async (caller: number) => {
    for (let index = caller; index < asked.length; index += callers) {
      const startMs = performance.now()
      const { wasCacheHit } = await cache.lookup({ prompt: asked[index]! })
      times.push(performance.now() - startMs)
      if (wasCacheHit) hits++
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  return { times, hits }
}

async function timeEach(cache: SmartMemo, prompts: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const prompt of prompts) times.push(await timed(() => cache.lookup({ prompt })))
  return times
}

async function watchDelay(work: () => Promise<unknown>): Promise<Percentiles> {
  const delay: IntervalHistogram = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  const [p50, p95, p99] = [50, 95, 99].map((percent) => delay.percentile(percent) / 1e6)
  return { p50: p50!, p95: p95!, p99: p99! }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

function percentilesOf(times: readonly number[]): Percentiles {
  return { p50: percentile(times, 50), p95: percentile(times, 95), p99: percentile(times, 99) }
}
