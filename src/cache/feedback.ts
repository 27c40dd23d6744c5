import { type ExportOptions, type FeedbackOptions, validateExport, validateFeedback } from '../options/feedback-options.js'
import { redactText } from '../security/redact.js'
import type { FeedbackEvent, Verdict } from '../store/lookup-record.js'
import type { CacheContext } from './cache-context.js'
import { publishFailure } from './channels.js'
import { STEP_DEADLINE_MS, within } from './deadline.js'

/** Records what a user says of a lookup; false when no lookup has that id. */
export async function recordVerdict(
  context: CacheContext,
  queryId: string,
  verdict: Verdict,
  options: FeedbackOptions,
): Promise<boolean> {
  validateFeedback(queryId, options)
  const parts = await context.parts()
  const reason = options.reason === undefined ? null : await redactText(context.options.redact, options.reason, 'reason')
  const event: FeedbackEvent = { queryId, verdict, source: 'explicit', reason, createdAtMs: context.clock() }
  return parts.memory.recordFeedback(event, context.options.durability)
}

/**
 * Records a bad verdict on the hit that this prompt repeats, if there was one within the window; tells whether it counted.
 * Never rejects: what fails is published.
 */
export async function recordRepetition(context: CacheContext, hitKey: string, nowMs: number): Promise<boolean> {
  const queryId = context.recentHits?.take(hitKey, nowMs)
  if (queryId === undefined) return false
  const { domain, durability } = context.options
  const action = 'record implicit feedback'
  try {
    const event: FeedbackEvent = {
      queryId,
      verdict: 'different',
      source: 'implicit',
      reason: 'asked again at once',
      createdAtMs: nowMs,
    }
    const recorded = context.partsSoon().then((parts) => parts.memory.recordFeedback(event, durability))
    return await within(STEP_DEADLINE_MS, action, recorded)
  } catch (error) {
    publishFailure({ action, domain, queryId, error })
    return false
  }
}

/** Writes this domain's feedback as labelled pairs; returns how many. */
export async function exportFeedbackPairs(context: CacheContext, path: string, options: ExportOptions): Promise<number> {
  validateExport(path, options)
  const parts = await context.parts()
  return parts.memory.exportFeedback(path, { domain: context.options.domain, split: options.split ?? null })
}
