import type { Decision } from './decide.js'

/** A decided and answered request, shared by everybody who asked the same at the same time. */
export interface Answer {
  readonly queryId: string
  readonly decision: Decision
  readonly response: string
  /** True when the response came from the cache. */
  readonly isServed: boolean
  readonly latencyMs: number
}
