import { DeadlineError } from '../errors/errors.js'

/** Longest that one step inside the cache may hold up an answer; ordinary ones take milliseconds. */
export const STEP_DEADLINE_MS = 10_000

/**
 * Rejects with `DeadlineError` when `work` has no result after `limitMs`; what it comes to later is dropped. A result that
 * only waited for a blocked event loop still counts: it gets one more turn.
 */
export function within<T>(limitMs: number, action: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new DeadlineError({ action, limitMs }))), limitMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
