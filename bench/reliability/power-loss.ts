import { writeFileSync } from 'node:fs'
import { aes256Gcm } from '../../src/security/aes-256-gcm.js'
import { describeMachine } from '../machine.js'
import { readOptions } from '../script-options.js'
import { runPowerLoss } from './power-loss/run-power-loss.js'

/** Simulates power losses: `npm run reliability:power-loss -- --runs 40`. Every fourth run is encrypted. */
const { options, out } = readOptions('Simulates power losses at every moment of random runs', {
  runs: [20, 'runs, every fourth of them encrypted'],
  seed: [1, 'of the first run'],
  changes: [14, 'changes a run'],
  states: [64, 'states of the disk looked at for each moment'],
})
const { runs, seed } = options
const bounds = { changes: options.changes, statesPerMoment: options.states, nestedEvery: 25 }
const total = { runs, moments: 0, schedules: 0, nested: 0, withFindings: 0 }
const violations: string[] = []
for (let run = 0; run < runs; run++) {
  const report = await runPowerLoss(seed + run, bounds, run % 4 === 3 ? aes256Gcm(new Uint8Array(32)) : null)
  total.moments += report.moments
  total.schedules += report.schedules
  total.nested += report.nested
  total.withFindings += report.withFindings
  violations.push(...report.violations)
  console.log(`run ${run + 1}: ${total.schedules} schedules, ${violations.length} violations`)
}
const summary = {
  machine: describeMachine(),
  seed,
  ...bounds,
  ...total,
  violations: violations.slice(0, 20),
}
console.log(JSON.stringify(summary, null, 2))
if (out !== undefined) writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = violations.length === 0 ? 0 : 1
