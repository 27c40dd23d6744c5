import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'
import { openForWriting } from '../../../src/store/durable/open-store.js'
import type { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js'
import { LANE_MAX_ENTRIES, responseTo, type LaneStep } from './cache-lane.js'
import type { CacheWriterSettings } from './cache-writer.js'
import { findSqliteDamage, HAS_SQLITE } from './check-files.js'
import type { KillOutcome } from './memory-kills.js'
import { runAndKill } from './run-child.js'

const SCRIPT = fileURLToPath(new URL('cache-writer.js', import.meta.url))
const LANES = ['alpha', 'beta', 'gamma']

/** The latest stored prompts of a lane, which no eviction can have reached. */
const NEWEST = 8

/** One database that whole caches use under `sync`, process after process, each of which is killed. */
export class CacheKills {
  readonly #folder: string
  readonly #seed: number
  #kills = 0

  constructor(folder: string, seed: number) {
    this.#folder = folder
    this.#seed = seed
  }

  /** Kills a process so many ms after its first acknowledgement and checks what it left. */
  async kill(afterMs: number): Promise<KillOutcome> {
    const dbPath = join(this.#folder, 'caches.db')
    const settings: CacheWriterSettings = { dbPath, seed: this.#seed * 1000 + this.#kills++, lanes: LANES }
    const { lines } = await runAndKill(SCRIPT, settings, afterMs)
    const steps = lines
      .filter((line) => /^(ack|begin) /.test(line))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as LaneStep)
    const violations = lines.filter((line) => line.startsWith('failure'))
    if (HAS_SQLITE) violations.push(...[findSqliteDamage(dbPath)].filter((damage) => damage !== null))
    const { durable, findings } = await openForWriting(new NodeFileSystem(), dbPath, 'checker', Date.now())
    const store = durable.store as SqliteStore
    const damage = store.findDamage()
    if (damage !== null) violations.push(damage)
    violations.push(...findings.filter((finding) => !finding.startsWith('An unfinished change')))
    for (const lane of LANES)
      violations.push(
        ...checkLane(
          store,
          lane,
          steps.filter((step) => step.lane.startsWith(lane)),
        ),
      )
    await durable.close()
    const acknowledged = steps.filter(({ isDone }) => isDone).length
    return { killPoint: null, acknowledged, missing: 0, wasTorn: findings.length > 0, violations }
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

function checkLane(store: SqliteStore, domain: string, steps: readonly LaneStep[]): string[] {
  const wrong: string[] = []
  const entries = [...store.entries({ domain })]
  if (entries.length > LANE_MAX_ENTRIES) wrong.push(`${domain}: ${entries.length} entries`)
  for (const { prompt, response } of entries)
    if (response !== responseTo(prompt)) wrong.push(`${domain}: ${prompt} has another response`)

  // Whatever was begun may have happened, whatever is done must have.
  const forgetBegun = new Set(steps.filter(({ type }) => type === 'forget').map(({ prompt }) => prompt))
  const done = steps.filter(({ isDone }) => isDone)
  const stored = done.filter(({ type }) => type === 'store').map(({ prompt }) => prompt)
  const prompts = new Set(entries.map(({ prompt }) => prompt))
  for (const prompt of stored.slice(-NEWEST)) {
    if (!forgetBegun.has(prompt) && !prompts.has(prompt)) wrong.push(`${domain}: ${prompt} is missing`)
  }
  const lookups = store.lookups({ domain }, Number.MAX_SAFE_INTEGER, 0)
  for (const { prompt } of done.filter(({ type }) => type === 'forget')) {
    if (prompts.has(prompt)) wrong.push(`${domain}: ${prompt} is there although it was forgotten`)
    if (lookups.some((lookup) => lookup.prompt === prompt || lookup.matchedPrompt === prompt)) {
      wrong.push(`${domain}: a lookup still mentions ${prompt}`)
    }
  }
  const promptOf = new Map(done.map(({ queryId, prompt, type }) => [type === 'judge' ? null : queryId, prompt]))
  for (const { queryId, type } of done) {
    const prompt = promptOf.get(queryId)
    // A miss goes too when one of the prompts that it was compared with is forgotten.
    if (queryId === null || type === 'store' || (prompt !== undefined && forgetBegun.has(prompt))) continue
    if (!store.lookup(queryId)) wrong.push(`${domain}: lookup ${queryId} is missing`)
    if (type === 'judge' && store.verdictOf(queryId)?.verdict !== 'equivalent')
      wrong.push(`${domain}: the verdict on ${queryId} is missing`)
  }
  return wrong
}
