import { existsSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { ClassifierConfig, SmartMemo } from '../../src/index.js'
import { describeMachine } from '../machine.js'
import { percentile } from '../percentile.js'
import { makePrompts, rephrase } from './prompts.js'

/**
 * Times hits on a filled cache: first one caller at a time, then several at once while the main thread's event-loop delay is
 * watched. Absolute times belong to the machine; the ratio to the pure encode call in the same run carries over.
 */
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000' },
    lookups: { type: 'string', default: '1000' },
    callers: { type: 'string', default: '8' },
    threads: { type: 'string', default: 'auto' },
    classifier: { type: 'string', default: hasBundledClassifier() ? 'bundled' : 'none' },
    json: { type: 'boolean', default: false },
  },
})
const entries = Number(values.entries)
const lookups = Number(values.lookups)
const callers = Number(values.callers)
const threads = values.threads === 'auto' ? 'auto' : Number(values.threads)

const cache = new SmartMemo({
  domain: 'bench',
  dbPath: ':memory:',
  ...(values.classifier === 'bundled' && { classifier: ClassifierConfig.bundled() }),
  maxEntries: entries + lookups,
  threads,
})
const startedMs = performance.now()
await cache.ready()
const readyMs = performance.now() - startedMs

const prompts = makePrompts(entries)
const fillStartedMs = performance.now()
await cache.importPairs(prompts.map((prompt, index) => ({ prompt, response: `response ${index}` })))
const fillMs = performance.now() - fillStartedMs

const asked = Array.from({ length: lookups }, (_, index) => rephrase(prompts[(index * 7919) % entries]!, index))
const warmUp = asked.slice(0, 100)
for (const prompt of warmUp) await cache.lookup({ prompt })

const alone = { exact: await timeEach(prompts.slice(0, lookups)), semantic: await timeEach(asked) }

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const together: number[] = []
let hits = 0
await Promise.all(
  Array.from({ length: callers }, async (_, caller) => {
    for (let index = caller; index < asked.length; index += callers) {
      const lookupStartedMs = performance.now()
      const result = await cache.lookup({ prompt: asked[index]! })
      together.push(performance.now() - lookupStartedMs)
      if (result.wasCacheHit) hits++
    }
  }),
)
delay.disable()
const report = {
  machine: describeMachine(),
  entries,
  lookups,
  callers,
  threads,
  readyMs: round(readyMs),
  fillPerSecond: Math.round(entries / (fillMs / 1000)),
  exactMs: summary(alone.exact),
  semanticMs: summary(alone.semantic),
  underLoadMs: summary(together),
  semanticHits: hits / lookups,
  eventLoopDelayMs: {
    p50: round(delay.percentile(50) / 1e6),
    p99: round(delay.percentile(99) / 1e6),
    max: round(delay.max / 1e6),
  },
}
await cache.close()

if (values.json) console.log(JSON.stringify(report, null, 2))
else {
  console.log(`${report.machine}\n${entries} entries, ${lookups} lookups, threads ${threads}`)
  console.log(
    `ready in ${report.readyMs} ms, filled at ${report.fillPerSecond} entries/s, ${(100 * report.semanticHits).toFixed(0)} % of the rephrased prompts hit`,
  )
  console.table({
    'exact, one caller': report.exactMs,
    'semantic, one caller': report.semanticMs,
    [`semantic, ${callers} callers`]: report.underLoadMs,
  })
  console.log(
    `event-loop delay of the main thread under load: p50 ${report.eventLoopDelayMs.p50} ms, p99 ${report.eventLoopDelayMs.p99} ms, max ${report.eventLoopDelayMs.max} ms (timer resolution 1 ms)`,
  )
}

async function timeEach(list: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const prompt of list) {
    const lookupStartedMs = performance.now()
    await cache.lookup({ prompt })
    times.push(performance.now() - lookupStartedMs)
  }
  return times
}

function summary(times: readonly number[]): { p50: number; p95: number; p99: number } {
  return { p50: round(percentile(times, 50)), p95: round(percentile(times, 95)), p99: round(percentile(times, 99)) }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function hasBundledClassifier(): boolean {
  return existsSync(new URL('classifier/card.json', BUNDLED_MODELS))
}
