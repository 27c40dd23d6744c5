import { AnalysisCache } from '../classifier/analysis-cache.js'
import type { DifferenceKind } from '../classifier/classifier.js'
import { alignPair } from '../classifier/pair-alignment.js'
import { findDifferences } from '../classifier/pair-differences.js'
import type { PromptReader } from '../training/describe-prompt-pairs.js'
import type { FeedbackVerdict } from './read-feedback.js'

/** Differences that hardly ever leave the meaning as it was. */
const TELLING: ReadonlySet<DifferenceKind> = new Set(['opposite', 'negation', 'number', 'entity', 'category', 'order', 'code'])

/** How many verdicts stand against what the words show. */
export interface FeedbackPlausibility {
  readonly verdicts: number
  readonly implausible: number
  /** A few of them, for the report. */
  readonly examples: readonly {
    readonly promptA: string
    readonly promptB: string
    readonly label: 0 | 1
    readonly shows: string
  }[]
}

const MOST_EXAMPLES = 5

/**
 * Counts verdicts that say "the same" of prompts with a telling difference, or "different" of prompts without any. Some of
 * those are right, which is what feedback is for; when most are, labels are likely to be inverted.
 */
export function judgePlausibility(
  verdicts: readonly FeedbackVerdict[],
  { lexicon, vectors }: PromptReader,
): FeedbackPlausibility {
  const analyses = new AnalysisCache(lexicon, vectors)
  const examples: FeedbackPlausibility['examples'][number][] = []
  let implausible = 0
  for (const { promptA, promptB, label } of verdicts) {
    const differences = findDifferences(alignPair(analyses.of(promptA), analyses.of(promptB), lexicon), promptB)
    const telling = differences.find(({ kind }) => TELLING.has(kind))
    if (label === 1 ? telling === undefined : differences.length > 0) continue
    implausible++
    if (examples.length < MOST_EXAMPLES) examples.push({ promptA, promptB, label, shows: telling?.text ?? 'no difference' })
  }
  return { verdicts: verdicts.length, implausible, examples }
}
