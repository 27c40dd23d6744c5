import { LlmCallError } from '../errors/errors.js'
import type { RetryOptions } from '../options/retry-options.js'
import { wait } from './wait.js'

/**
 * Calls until it succeeds, `shouldRetry` says no, attempts run out or the signal aborts; waits between half and all of the
 * backoff, as `random` (0…1) says. Rejects with `LlmCallError` and the last rejection as its cause; with the signal's reason
 * once aborted.
 */
export async function callWithRetry<T>(
  call: () => Promise<T>,
  options: RetryOptions,
  signal: AbortSignal,
  random: () => number,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      signal.throwIfAborted()
      if (attempt >= options.maxAttempts || !options.shouldRetry(error, attempt)) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new LlmCallError({ attempts: attempt, reason }, { cause: error })
      }
      const backoffMs = Math.min(options.maxBackoffMs, options.initialBackoffMs * options.backoffMultiplier ** (attempt - 1))
      await wait(backoffMs * (0.5 + random() / 2), signal)
    }
  }
}
