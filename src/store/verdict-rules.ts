import type { EffectiveVerdict, FeedbackEvent, LookupRecord } from './lookup-record.js'

/** Distinct bad verdicts after which an entry is not served at all. */
export const STRIKES_TO_QUARANTINE = 2

/** Picks the event that counts for a lookup: the explicit one, else the implicit one. */
export function effectiveEvent(events: readonly FeedbackEvent[]): FeedbackEvent | undefined {
  return events.find((event) => event.source === 'explicit') ?? events[0]
}

/**
 * Counts the bad verdicts on an entry's hits since its last good one. Each lookup has one verdict, so two strikes are
 * two different lookups. A verdict on a near miss says nothing about the entry's response and does not count.
 */
export function countStrikes(verdicts: Iterable<EffectiveVerdict>): number {
  let strikes = 0
  for (const { outcome, verdict } of verdicts) {
    if (outcome === 'hit') strikes = verdict === 'different' ? strikes + 1 : 0
  }
  return strikes
}

/** A verdict together with the lookup that it is about. */
export function joinVerdict(event: FeedbackEvent, lookup: LookupRecord): EffectiveVerdict {
  const { partition, domain, prompt, promptKey, entryId, matchedPrompt, similarity, score, tier, outcome } = lookup
  return { ...event, partition, domain, prompt, promptKey, entryId, matchedPrompt, similarity, score, tier, outcome }
}
