import type { CacheParts } from './cache-parts.js'
import type { Decision, Query } from './decide.js'

/** A decided and answered request, shared by everybody who asked the same at the same time. */
export interface Answer {
  readonly queryId: string
  readonly query: Query
  readonly decision: Decision
  readonly response: string
  /** True when the response came from the cache. */
  readonly isServed: boolean
  readonly latencyMs: number
  /** What it was decided with; undefined when the cache could not be opened. */
  readonly parts: CacheParts | undefined
}
