import { AnalysisCache } from '../classifier/analysis-cache.js'
import type { DifferenceKind } from '../classifier/classifier.js'
import { alignPair } from '../classifier/pair-alignment.js'
import { findDifferences } from '../classifier/pair-differences.js'
import { wilsonInterval } from '../evaluation/wilson-interval.js'
import type { PromptReader } from '../training/describe-prompt-pairs.js'
import type { FeedbackVerdict } from './read-feedback.js'

/** Differences that hardly ever leave the meaning as it was. */
const TELLING: ReadonlySet<DifferenceKind> = new Set(['opposite', 'negation', 'number', 'entity', 'order', 'code'])

/** How often words differ tellingly, by what users said. */
export interface FeedbackPlausibility {
  /** Verdicts that say "the same". */
  readonly same: number
  /** Of those, the ones on prompts with a telling difference. */
  readonly sameDespiteDifference: number
  readonly different: number
  readonly differentWithDifference: number
  /** A few of the verdicts that say "the same" in spite of a difference. */
  readonly examples: readonly { readonly promptA: string; readonly promptB: string; readonly shows: string }[]
}

const MOST_EXAMPLES = 5

/**
 * Counts the verdicts on prompts with a telling difference. That a pair without one was called different says nothing: it is
 * what complaints about a domain's look-alikes are like.
 */
export function judgePlausibility(
  verdicts: readonly FeedbackVerdict[],
  { lexicon, vectors }: PromptReader,
): FeedbackPlausibility {
  const analyses = new AnalysisCache(lexicon, vectors)
  const examples: FeedbackPlausibility['examples'][number][] = []
  const counts = { same: 0, sameDespiteDifference: 0, different: 0, differentWithDifference: 0 }
  for (const { promptA, promptB, label } of verdicts) {
    const differences = findDifferences(alignPair(analyses.of(promptA), analyses.of(promptB), lexicon), promptB)
    const telling = differences.find(({ kind }) => TELLING.has(kind))
    counts[label === 1 ? 'same' : 'different']++
    if (!telling) continue
    counts[label === 1 ? 'sameDespiteDifference' : 'differentWithDifference']++
    if (label === 1 && examples.length < MOST_EXAMPLES) examples.push({ promptA, promptB, shows: telling.text })
  }
  return { ...counts, examples }
}

/** Share of "the same" despite a difference that any domain may have, and the share from which no domain is believed. */
const LEAST_LIMIT = 0.15
const GREATEST_LIMIT = 0.35

/** Whether labels may be inverted, with the share and the limit that say so, 0…1. */
export interface PlausibilityJudgement {
  readonly isPlausible: boolean
  /** Lower end of the 95 % interval of the share of "the same" that stands against a difference. */
  readonly share: number
  readonly limit: number
}

/**
 * Takes labels to be inverted when telling differences are surely more frequent where users said "the same" than where they
 * said "different" (the ends of the 95 % Wilson intervals, within fixed bounds).
 */
export function judgeInversion(plausibility: FeedbackPlausibility): PlausibilityJudgement {
  const { same, sameDespiteDifference, different, differentWithDifference } = plausibility
  const share = wilsonInterval(sameDespiteDifference, same)?.low ?? 0
  const expected = wilsonInterval(differentWithDifference, different)?.high ?? GREATEST_LIMIT
  const limit = Math.min(GREATEST_LIMIT, Math.max(LEAST_LIMIT, expected))
  return { isPlausible: share <= limit, share, limit }
}
