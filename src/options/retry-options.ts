/** How a rejected LLM call is tried again; waits are jittered between half and all of the backoff. */
export interface RetryOptions {
  /** Calls in all, the first included. */
  readonly maxAttempts: number
  readonly initialBackoffMs: number
  readonly backoffMultiplier: number
  readonly maxBackoffMs: number
  /** Decides whether a rejection is worth another attempt; all are by default. */
  readonly shouldRetry: (error: unknown, attempt: number) => boolean
}
