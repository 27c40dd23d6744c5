import { resolveThreshold } from '../../classifier/threshold.js'
import type { OpenedInference } from '../../compose/open-inference.js'
import { type CollectedJudgements, collectJudgements, evaluate, type Evaluation } from '../../evaluation/evaluate.js'
import { type ScoredPair, scorePairs } from '../../evaluation/score-pairs.js'
import { WorstPairs } from '../../evaluation/worst-pairs.js'
import { writeJsonLines } from '../../files/write-json-lines.js'
import type { ModelCard } from '../../model-files/model-card.js'
import type { ThresholdOptions } from '../../options/classifier-config.js'
import { readPairs } from '../../pairs/read-pairs.js'
import { requirePairs } from '../../pairs/require-pairs.js'

/** Pairs of each label that are kept to be shown. */
const MAX_WORST_PAIRS = 25

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
  readonly worst: { readonly classifier: WorstPairs; readonly cosine: WorstPairs }
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
  const withSimilarity = hasScores || cosineThreshold !== null
  const wishes = { needsEmbeddings, withSimilarity, withDifferences: hasScores }
  const worst = { classifier: new WorstPairs(MAX_WORST_PAIRS), cosine: new WorstPairs(MAX_WORST_PAIRS) }
  const pairs = requirePairs(readPairs(data, split), data, split)
  const { judgements, passed } = collectJudgements(scorePairs(pairs, inference, wishes, () => performance.now()))
  const lines = linesOf(passed, (scored, done) => {
    signal.throwIfAborted()
    keepWorst(scored, worst)
    onPair(done)
  })
  if (hasScores) await writeJsonLines(scores, lines)
  else while (!(await lines.next()).done);
  signal.throwIfAborted()
  return { evaluation: evaluate(judgements, decidedThreshold, cosineThreshold), judgements, worst, card }
}

/** What `--scores` writes; `onPair` hears of each pair with how many came before. */
async function* linesOf(
  scored: AsyncIterable<ScoredPair>,
  onPair: (scored: ScoredPair, done: number) => void,
): AsyncGenerator<object> {
  let done = 0
  for await (const each of scored) {
    onPair(each, done++)
    const { index, pair, score, similarity, differences } = each
    yield { index, label: pair.label, score, similarity, differences }
  }
}

function keepWorst({ index, pair, score, similarity }: ScoredPair, worst: EvaluatedFile['worst']): void {
  const { promptA, promptB, label } = pair
  worst.classifier.add({ index, promptA, promptB, label, value: score })
  if (similarity !== null) worst.cosine.add({ index, promptA, promptB, label, value: similarity })
}
