import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../../src/random/seeded-random.js'
import { CacheKills } from './cache-kills.js'
import { MemoryKills, type KillOutcome } from './memory-kills.js'

/** What a series of kills came to. */
export interface KillReport {
  readonly kills: number
  readonly acknowledged: number
  /** Per kind of run; only what `none` acknowledged may be missing. */
  readonly kinds: Readonly<Record<string, { readonly kills: number; readonly acknowledged: number; readonly missing: number }>>
  /** Kills per file operation that was about to happen. */
  readonly killPoints: Readonly<Record<string, number>>
  /** Kills after which a half-written change was cut off. */
  readonly torn: number
  readonly violations: readonly string[]
}

/** Kills on one database before the next is begun: histories grow, and checking reads all of it. */
const KILLS_PER_DATABASE = 20

/** Longest that a writer runs before it is killed from outside. */
const MAX_RUN_MS = 120

/** What is killed: from outside, or by itself at a kill point; memories with all their calls `sync` or as named. */
const KINDS = [
  'sync',
  'kill point',
  'batch',
  'kill point, batch',
  'encrypted',
  'kill point, encrypted',
  'whole cache',
  'kill point',
  'batch, encrypted',
  'mixed',
  'batch',
  'kill point, mixed',
] as const

/** Kills `count` processes at random moments and between the steps of opening, writing and checkpoints. */
export async function runKills(
  count: number,
  seed: number,
  onKill?: (done: number, outcome: KillOutcome) => void,
): Promise<KillReport> {
  const random = seededRandom(seed)
  const kinds: Record<string, { kills: number; acknowledged: number; missing: number }> = {}
  const killPoints: Record<string, number> = {}
  const violations: string[] = []
  let [acknowledged, torn, steps] = [0, 0, 0]
  let databases = await openDatabases(seed)
  for (let done = 0; done < count; done++) {
    if (done % KILLS_PER_DATABASE === KILLS_PER_DATABASE - 1) {
      await closeDatabases(databases)
      databases = await openDatabases(seed + done)
    }
    const kind = KINDS[done % KINDS.length]!
    const afterMs = Math.floor(random.share() * MAX_RUN_MS)
    const isPoint = kind.startsWith('kill point')
    // Some die on opening, most among the steps of writing and of the checkpoints between.
    if (isPoint) steps = random.share() < 0.2 ? 1 + Math.floor(random.share() * 25) : 20 + Math.floor(random.share() * 150)
    const memoryKill = {
      durability: (['batch', 'mixed'] as const).find((name) => kind.includes(name)) ?? ('sync' as const),
      afterMs: isPoint ? null : afterMs,
      dieAfterSteps: isPoint ? steps : 0,
    }
    const database = kind.endsWith('encrypted') ? databases.encrypted : databases.clear
    const outcome = kind === 'whole cache' ? await databases.caches.kill(3 * afterMs) : await database.kill(memoryKill)
    const total = (kinds[kind] ??= { kills: 0, acknowledged: 0, missing: 0 })
    total.kills++
    total.acknowledged += outcome.acknowledged
    total.missing += outcome.missing
    if (outcome.killPoint) killPoints[outcome.killPoint] = (killPoints[outcome.killPoint] ?? 0) + 1
    if (outcome.wasTorn) torn++
    acknowledged += outcome.acknowledged
    violations.push(...outcome.violations.map((violation) => `kill ${done} (${kind}, seed ${seed}): ${violation}`))
    onKill?.(done + 1, outcome)
  }
  await closeDatabases(databases)
  return { kills: count, acknowledged, torn, kinds, killPoints, violations }
}

async function openDatabases(seed: number) {
  const folder = () => mkdtemp(join(tmpdir(), 'smartmemo-kills-'))
  return {
    clear: await MemoryKills.start(await folder(), seed, null),
    encrypted: await MemoryKills.start(await folder(), seed + 1, '5a'.repeat(32)),
    caches: new CacheKills(await folder(), seed),
  }
}

async function closeDatabases({ clear, encrypted, caches }: Awaited<ReturnType<typeof openDatabases>>): Promise<void> {
  await clear.close()
  await encrypted.close()
  await caches.close()
}
