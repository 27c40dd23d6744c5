import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeMachine } from '../machine.js'
import { percentile } from '../percentile.js'
import { HAS_SQLITE } from './kills/check-files.js'
import { batchLossesOver, runKills } from './kills/run-kills.js'

/** Kills processes that write a cache and checks what each left: `npm run reliability:kills -- --count 1000`. */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
})
const startedMs = performance.now()
const report = await runKills(Number(values.count), Number(values.seed), (done, { violations }) => {
  for (const violation of violations) console.log(`kill ${done}: ${violation}`)
  if (done % 50 === 0) console.log(`${done} kills, ${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
})
const { kills, acknowledged, torn, kinds, killPoints, batchLostMs, violations } = report
const batch = { p50: percentile(batchLostMs, 50), p99: percentile(batchLostMs, 99), max: Math.max(0, ...batchLostMs) }
const summary = {
  machine: describeMachine(),
  seed: Number(values.seed),
  sqlite3: HAS_SQLITE,
  kills,
  acknowledged,
  torn,
  kinds,
  killPoints,
  batchLostMs: { kills: batchLostMs.length, ...batch, overPromise: batchLossesOver(report) },
  violations,
}
console.log(JSON.stringify(summary, null, 2))
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = violations.length === 0 ? 0 : 1
