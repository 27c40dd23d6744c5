import type { CacheContext } from './cache-context.js'
import { publishFailure } from './channels.js'
import { STEP_DEADLINE_MS, within } from './deadline.js'

/** Returns undefined, having published why, when `work` fails. */
export async function attempt<T>(
  context: CacheContext,
  action: string,
  queryId: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    publishFailure({ action, domain: context.options.domain, queryId, error })
    return undefined
  }
}

/** The same also when it takes longer than {@link STEP_DEADLINE_MS}. */
export function attemptInTime<T>(
  context: CacheContext,
  action: string,
  queryId: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return attempt(context, action, queryId, () => within(STEP_DEADLINE_MS, action, work()))
}
