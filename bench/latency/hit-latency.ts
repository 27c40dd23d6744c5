import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { describeMachine } from '../machine.js'
import { measureLatency, type Percentiles } from './measure-latency.js'

/**
 * How long a hit takes on a filled cache, alone and under load, and how long the main thread is kept from other work
 * meanwhile. Absolute times belong to the machine and to what else it does; `--classifier none` lets cosine decide.
 */
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000' },
    lookups: { type: 'string', default: '2000' },
    callers: { type: 'string', default: '8' },
    threads: { type: 'string', default: 'auto' },
    classifier: { type: 'string', default: existsSync(new URL('classifier/card.json', BUNDLED_MODELS)) ? 'bundled' : 'none' },
    db: { type: 'string', default: 'file' },
    json: { type: 'boolean', default: false },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'smartmemo-latency-'))
const { classifier, db, threads } = values
const settings = {
  entries: Number(values.entries),
  lookups: Number(values.lookups),
  callers: Number(values.callers),
  threads: threads === 'auto' ? ('auto' as const) : Number(threads),
}
const dbPath = db === 'memory' ? ':memory:' : join(folder, 'cache.db')
const report = await measureLatency({ ...settings, dbPath, usesClassifier: classifier === 'bundled' })
await rm(folder, { recursive: true, force: true })

if (values.json) console.log(JSON.stringify({ machine: describeMachine(), ...settings, classifier, db, ...report }, null, 2))
else {
  const { entries, lookups, callers } = settings
  console.log(
    `${describeMachine()}\n${entries} entries in a ${db} database, ${lookups} lookups, threads ${threads}, classifier ${classifier}`,
  )
  console.log(`ready in ${report.readyMs.toFixed(0)} ms, filled at ${report.fillPerSecond.toFixed(0)} entries/s`)
  console.table({
    'exact hit, one caller (ms)': rounded(report.exactMs),
    'semantic hit, one caller (ms)': rounded(report.semanticMs),
    [`semantic hit, ${callers} callers (ms)`]: rounded(report.underLoadMs),
    'event-loop delay, idle (ms)': rounded(report.idleDelayMs),
    [`event-loop delay, ${callers} callers (ms)`]: rounded(report.underLoadDelayMs),
  })
  console.log(
    `under load: ${(100 * report.hitShare).toFixed(0)} % hits, ${report.lookupsPerSecond.toFixed(0)} lookups/s, ` +
      `${report.cpuMsPerLookup.toFixed(2)} ms of CPU a lookup, all threads together`,
  )
}

function rounded(percentiles: Percentiles): Record<string, number> {
  return Object.fromEntries(Object.entries(percentiles).map(([name, ms]) => [name, Math.round((ms as number) * 100) / 100]))
}
