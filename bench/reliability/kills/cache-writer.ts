import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import { EncoderConfig, SmartMemo } from '../../../src/index.js'
import { seededRandom } from '../../../src/random/seeded-random.js'
import { LANE_MAX_ENTRIES, runLane, type LaneStep } from './cache-lane.js'

/** What a cache writer is started with, as JSON. */
export interface CacheWriterSettings {
  readonly dbPath: string
  /** Differs for every process, since prompts are to be new. */
  readonly seed: number
  /** Domains, each with a cache of its own on the same file. */
  readonly lanes: readonly string[]
}

/** Uses whole caches, threads and all, until it is killed; prints `ack <step>` or `begin <step>` for every step. */
async function run({ dbPath, seed, lanes }: CacheWriterSettings): Promise<void> {
  subscribe('smartmemo:failure', (message) => {
    const { action, error } = message as { action: string; error: Error }
    writeSync(1, `failure ${action}: ${error.message}\n`)
  })
  const report = (step: LaneStep) => void writeSync(1, `${step.isDone ? 'ack' : 'begin'} ${JSON.stringify(step)}\n`)
  const running = lanes.map((lane, index) => {
    const cache = new SmartMemo({
      domain: lane,
      dbPath,
      encoder: EncoderConfig.hash(),
      cosineThreshold: 0.99,
      maxEntries: LANE_MAX_ENTRIES,
      durability: 'sync',
      threads: 1,
    })
    return runLane(cache, `${lane}${seed}x`, seededRandom(seed * 100 + index), report)
  })
  await Promise.all(running)
}

await run(JSON.parse(process.argv[2]!) as CacheWriterSettings)
