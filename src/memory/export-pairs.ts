import type { EffectiveVerdict } from '../store/lookup-record.js'

/** A verdict as a line of training data. */
export interface FeedbackPair {
  readonly prompt_a: string
  readonly prompt_b: string
  /** 1 when the prompts mean the same. */
  readonly label: 0 | 1
  readonly domain: string
  readonly source: 'feedback'
  readonly split?: string
  readonly metadata: Readonly<Record<string, string | number | null>>
}

/**
 * Turns verdicts, oldest first, into pairs. Left out are verdicts about no other prompt, and those on the exact tier:
 * both prompts are the same text then. Of several verdicts on the same two prompts of a domain, in either order, the
 * latest counts.
 */
export function exportPairs(verdicts: Iterable<EffectiveVerdict>, split: string | null): FeedbackPair[] {
  const pairs = new Map<string, FeedbackPair>()
  for (const verdict of verdicts) {
    const { prompt, matchedPrompt, domain } = verdict
    if (matchedPrompt === null || verdict.tier === 'exact' || prompt.trim() === matchedPrompt.trim()) continue
    const key = JSON.stringify([domain, ...[prompt.trim(), matchedPrompt.trim()].sort()])
    pairs.delete(key)
    pairs.set(key, {
      prompt_a: prompt,
      prompt_b: matchedPrompt,
      label: verdict.verdict === 'equivalent' ? 1 : 0,
      domain,
      source: 'feedback',
      ...(split !== null && { split }),
      metadata: {
        query_id: verdict.queryId,
        outcome: verdict.outcome,
        tier: verdict.tier,
        similarity: verdict.similarity,
        score: verdict.score,
        verdict_source: verdict.source,
        reason: verdict.reason,
        created_at_ms: verdict.createdAtMs,
      },
    })
  }
  return [...pairs.values()]
}
