import type { ModelCard } from '../../model-files/model-card.js'
import { resolveThreshold } from '../../classifier/threshold.js'
import type { OpenedInference } from '../../compose/open-inference.js'
import { type CollectedJudgements, collectJudgements, evaluate, type Evaluation } from '../../evaluation/evaluate.js'
import { type ScoredPair, scorePairs } from '../../evaluation/score-pairs.js'
import { writeJsonLines } from '../../files/write-json-lines.js'
import type { ThresholdOptions } from '../../options/classifier-config.js'
import { readPairs } from '../../pairs/read-pairs.js'
import { requirePairs } from '../../pairs/require-pairs.js'

/** What is evaluated, and how. */
export interface EvaluationTask {
  /** File of pairs. */
  readonly data: string
  /** Null: every split. */
  readonly split: string | null
  readonly threshold: ThresholdOptions
  /** Null: cosine is left out. */
  readonly cosineThreshold: number | null
  /** File for a line a pair. */
  readonly scores: string | undefined
}

/** The figures, and what they were worked out from. */
export interface EvaluatedFile {
  readonly evaluation: Evaluation
  readonly judgements: CollectedJudgements
  readonly card: ModelCard
}

/**
 * Scores a file of pairs with an open classifier; `onPair` hears of each with how many were done before. Rejects with the
 * reason of `signal`, with `InvalidLineError` or `FileAccessError`; `scores` is as it was before then.
 */
export async function evaluateFile(
  { data, split, threshold, cosineThreshold, scores }: EvaluationTask,
  { inference, report }: OpenedInference,
  onPair: (done: number) => void,
  signal: AbortSignal,
): Promise<EvaluatedFile> {
  const { card, needsEmbeddings } = report.classifier!
  const decidedThreshold = resolveThreshold(card, threshold)
  const hasScores = scores !== undefined
  const wishes = { needsEmbeddings, withSimilarity: hasScores || cosineThreshold !== null, withDifferences: hasScores }
  const pairs = requirePairs(readPairs(data, split), data, split)
  const { judgements, passed } = collectJudgements(scorePairs(pairs, inference, wishes, () => performance.now()))
  const lines = linesOf(passed, onPair, signal)
  if (hasScores) await writeJsonLines(scores, lines)
  else while (!(await lines.next()).done);
  return { evaluation: evaluate(judgements, decidedThreshold, cosineThreshold), judgements, card }
}

/** What `--scores` writes. */
async function* linesOf(
  scored: AsyncIterable<ScoredPair>,
  onPair: (done: number) => void,
  signal: AbortSignal,
): AsyncGenerator<object> {
  let done = 0
  for await (const { index, pair, score, similarity, differences } of scored) {
    signal.throwIfAborted()
    onPair(done++)
    yield { index, label: pair.label, score, similarity, differences }
  }
  signal.throwIfAborted()
}
