import { writeFileSync } from 'node:fs'
import { describeMachine } from '../machine.js'
import { readOptions } from '../script-options.js'
import { runSoak, type SoakSample } from './soak/run-soak.js'
import { trendOf } from './soak/slope.js'

/** Uses one cache for long: `npm run reliability:soak -- --minutes 20 --rate 150`. */
const { options, out } = readOptions('Uses one cache for long, and tells what grows', {
  minutes: [20, 'how long'],
  rate: [150, 'calls a second'],
  seed: [1, 'of the calls'],
})
const { minutes, rate, seed } = options
/** By then code is compiled, heaps have their size, and the first entries were evicted. */
const SETTLED_SHARE = 0.25
/**
 * What a run may rise by, as a share of its mean; far below what any leak comes to. What a call costs is judged by CPU time:
 * on a machine with other work, latencies tell more about that.
 */
const MAX_GROWTH = { rssMiB: 0.1, cpuMsPerCall: 0.25, databaseMiB: 0.1, journalMiB: 1, p50Ms: Infinity }

const report = await runSoak(minutes * 60_000, rate, seed, (sample) => {
  if (sample.atS % 60 < 5) console.log(JSON.stringify(rounded(sample)))
})
const settled = report.samples.slice(Math.floor(report.samples.length * SETTLED_SHARE))
const trends: Record<string, { mean: number; growth: number; max: number }> = {}
const violations = [...report.violations]
for (const [name, share] of Object.entries(MAX_GROWTH) as [keyof typeof MAX_GROWTH, number][]) {
  // A window without a call has no latency.
  const measured = settled.map((sample) => sample[name]).filter(Number.isFinite)
  const { mean, growth } = trendOf(measured)
  trends[name] = { mean: round(mean), growth: round(growth), max: round(Math.max(...measured)) }
  if (growth > share * mean) violations.push(`${name} rises by ${growth.toFixed(2)} over a mean of ${mean.toFixed(2)}`)
}
const total = Object.values(report.calls).reduce((sum, count) => sum + count, 0)
const { calls, hits, falseHits, deadlines, heldBack, entries, foundAgain } = report
const summary = {
  machine: describeMachine(),
  seed,
  minutes,
  total,
  calls,
  hits,
  falseHits,
  deadlines,
  heldBack,
  entries,
  foundAgain,
  trends,
  violations: violations.slice(0, 20),
  samples: report.samples.filter((_, index) => index % 12 === 0).map(rounded),
}
console.log(JSON.stringify({ ...summary, samples: summary.samples.length }, null, 2))
if (out !== undefined) writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = violations.length === 0 ? 0 : 1

function rounded(sample: SoakSample): Record<string, number> {
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, round(value)]))
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
