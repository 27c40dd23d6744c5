import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Durability } from '../../src/memory/memory.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { describeMachine } from '../machine.js'
import { percentile } from '../percentile.js'
import { readOptions } from '../script-options.js'
import { makeCall, planCalls, PLAN_ENCODER, type PlannedCall } from './kills/planned-calls.js'

/** What a change costs under each durability: `npm run build && node dist/bench/reliability/write-cost.js --changes 3000`. */
const { options, out } = readOptions('Measures what a change costs under each durability, for one caller and for many', {
  changes: [3000, 'changes a round'],
  rounds: [3, 'rounds of each kind'],
  seed: [1, 'of the changes'],
})

/** What is measured: whether some changes make a snapshot (about one in thirty), how many callers, and the durability. */
interface Case {
  readonly hasSnapshots: boolean
  readonly callers: number
  readonly durability: Durability
}

interface Round {
  readonly perSecond: number
  readonly cpuMsPerChange: number
  readonly latenciesMs: readonly number[]
}

async function measure({ hasSnapshots, callers, durability }: Case): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'smartmemo-write-cost-'))
  const memory = new MemoryService()
  await memory.open({ dbPath: join(folder, 'a.db'), readOnly: false, lockOwner: 'bench', encoder: PLAN_ENCODER, reembed: true })
  const planned = planCalls(options.seed)
  const nextCall = (): PlannedCall => {
    for (;;) {
      const { value } = planned.next()
      if (hasSnapshots || value.type !== 'forget') return value
    }
  }
  const latenciesMs: number[] = []
  let left = options.changes
  const makeCalls = async () => {
    while (left-- > 0) {
      const startedMs = performance.now()
      await makeCall(memory, nextCall(), durability)
      latenciesMs.push(performance.now() - startedMs)
      // Timers and files have their turn, as they have between calls from another thread.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const [startedMs, startedCpu] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: callers }, makeCalls))
  const perSecond = (1000 * options.changes) / (performance.now() - startedMs)
  const { user, system } = process.cpuUsage(startedCpu)
  await memory.close()
  rmSync(folder, { recursive: true })
  return { perSecond, cpuMsPerChange: (user + system) / 1000 / options.changes, latenciesMs }
}

const rows = []
for (const hasSnapshots of [false, true]) {
  for (const callers of [1, 16]) {
    for (const durability of ['sync', 'batch', 'none'] as const) {
      const measured = { hasSnapshots, callers, durability }
      const rounds: Round[] = []
      for (let round = 0; round < options.rounds; round++) rounds.push(await measure(measured))
      const median = (of: (round: Round) => number) => percentile(rounds.map(of), 50)
      const latenciesMs = rounds.flatMap((round) => round.latenciesMs)
      const row = {
        ...measured,
        perSecond: Math.round(median(({ perSecond }) => perSecond)),
        cpuMsPerChange: round3(median(({ cpuMsPerChange }) => cpuMsPerChange)),
        latencyMs: { p50: round3(percentile(latenciesMs, 50)), p99: round3(percentile(latenciesMs, 99)) },
      }
      rows.push(row)
      console.log(JSON.stringify(row))
    }
  }
}
const summary = { machine: describeMachine(), ...options, rows }
if (out !== undefined) writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`)

function round3(value: number): number {
  return Math.round(value * 1000) / 1000
}
