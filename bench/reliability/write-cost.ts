import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Durability } from '../../src/memory/memory.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { describeMachine } from '../machine.js'
import { percentile } from '../percentile.js'
import { readOptions } from '../script-options.js'
import { makeCall, planCalls, PLAN_ENCODER } from './kills/planned-calls.js'

/** What a change costs under each durability: `npm run build && node dist/bench/reliability/write-cost.js --changes 3000`. */
const { options, out } = readOptions('Measures what a change costs under each durability, for one caller and for many', {
  changes: [3000, 'changes a round'],
  rounds: [3, 'rounds of each kind'],
  seed: [1, 'of the changes'],
})

/** Makes planned changes, one snapshot in about thirty of them; latencies in ms. */
async function measure(durability: Durability, callers: number): Promise<{ perSecond: number; latenciesMs: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'smartmemo-write-cost-'))
  const memory = new MemoryService()
  await memory.open({ dbPath: join(folder, 'a.db'), readOnly: false, lockOwner: 'bench', encoder: PLAN_ENCODER, reembed: true })
  const calls = planCalls(options.seed)
  const latenciesMs: number[] = []
  let left = options.changes
  const call = async () => {
    while (left-- > 0) {
      const startedMs = performance.now()
      await makeCall(memory, calls.next().value, durability)
      latenciesMs.push(performance.now() - startedMs)
      // Timers and files have their turn, as they have between calls from another thread.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: callers }, call))
  const perSecond = (1000 * latenciesMs.length) / (performance.now() - startedMs)
  await memory.close()
  rmSync(folder, { recursive: true })
  return { perSecond, latenciesMs }
}

const rows = []
for (const callers of [1, 16]) {
  for (const durability of ['sync', 'batch', 'none'] as const) {
    const rounds = []
    for (let round = 0; round < options.rounds; round++) rounds.push(await measure(durability, callers))
    const latenciesMs = rounds.flatMap((round) => round.latenciesMs)
    const perSecond = Math.round(
      percentile(
        rounds.map((round) => round.perSecond),
        50,
      ),
    )
    const [p50, p99, max] = [percentile(latenciesMs, 50), percentile(latenciesMs, 99), Math.max(...latenciesMs)].map(
      (ms) => Math.round(ms * 1000) / 1000,
    )
    rows.push({ durability, callers, perSecond, latencyMs: { p50, p99, max } })
    console.log(`${durability}, ${callers} callers: ${perSecond} changes/s, latency ${p50} / ${p99} / ${max} ms (p50, p99, max)`)
  }
}
const summary = { machine: describeMachine(), changes: options.changes, rounds: options.rounds, rows }
if (out !== undefined) writeFileSync(out, `${JSON.stringify(summary, null, 2)}\n`)
