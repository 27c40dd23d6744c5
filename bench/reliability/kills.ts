import { writeFileSync } from 'node:fs'
import { describeMachine } from '../machine.js'
import { readOptions } from '../script-options.js'
import { HAS_SQLITE } from './kills/check-files.js'
import { runKills } from './kills/run-kills.js'

/** Kills processes that write a cache and checks what each left: `npm run reliability:kills -- --count 1000`. */
const { options, out } = readOptions('Kills processes that write a cache, and checks what each left', {
  count: [100, 'kills'],
  seed: [1, 'of the changes and of the moments'],
})
const { count, seed } = options
const startedMs = performance.now()
const report = await runKills(count, seed, (done, { violations }) => {
  for (const violation of violations) console.log(`kill ${done}: ${violation}`)
  if (done % 50 === 0) console.log(`${done} kills, ${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
})
const { violations, ...figures } = report
const summary = { machine: describeMachine(), seed, sqlite3: HAS_SQLITE, ...figures, violations }
console.log(JSON.stringify(summary, null, 2))
if (out !== undefined) writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`)
process.exitCode = violations.length === 0 ? 0 : 1
