import type { ResolvedOptions } from '../options/resolve-options.js'
import type { Answer } from './answer.js'
import type { CacheParts } from './cache-parts.js'
import type { CallsInProgress } from './calls-in-progress.js'
import type { ExactHits } from './exact-hits.js'
import type { RecentHits } from './implicit-feedback.js'
import type { InFlight } from './in-flight.js'

/** What the calls of one cache work with. */
export interface CacheContext {
  readonly options: ResolvedOptions
  /** Opens the cache on first use and waits for it. */
  readonly parts: () => Promise<CacheParts>
  /** The same, but rejects with `DeadlineError` once opening has taken too long to keep a prompt waiting. */
  readonly partsSoon: () => Promise<CacheParts>
  readonly inFlight: InFlight<Answer>
  /** What closing waits for. */
  readonly calls: CallsInProgress
  readonly exactHits: ExactHits
  /** Null when implicit feedback is off. */
  readonly recentHits: RecentHits | null
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** 0…1. */
  readonly random: () => number
}
