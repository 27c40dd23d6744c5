import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { aes256Gcm } from '../../src/security/aes-256-gcm.js'
import { describeMachine } from '../machine.js'
import { runPowerLoss } from './power-loss/run-power-loss.js'

/** Simulates power losses: `npm run reliability:power-loss -- --runs 40`. Every fourth run is encrypted. */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    changes: { type: 'string', default: '14' },
    states: { type: 'string', default: '64' },
    out: { type: 'string' },
  },
})
const bounds = { changes: Number(values.changes), statesPerMoment: Number(values.states), nestedEvery: 25 }
const total = { runs: Number(values.runs), moments: 0, schedules: 0, nested: 0, withFindings: 0 }
const violations: string[] = []
for (let run = 0; run < total.runs; run++) {
  const report = await runPowerLoss(Number(values.seed) + run, bounds, run % 4 === 3 ? aes256Gcm(new Uint8Array(32)) : null)
  total.moments += report.moments
  total.schedules += report.schedules
  total.nested += report.nested
  total.withFindings += report.withFindings
  violations.push(...report.violations)
  console.log(`run ${run + 1}: ${total.schedules} schedules, ${violations.length} violations`)
}
const summary = {
  machine: describeMachine(),
  seed: Number(values.seed),
  ...bounds,
  ...total,
  violations: violations.slice(0, 20),
}
console.log(JSON.stringify(summary, null, 2))
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = violations.length === 0 ? 0 : 1
