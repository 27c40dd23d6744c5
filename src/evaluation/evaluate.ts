import type { ScoredPair } from './score-pairs.js'
import { JudgementLog } from './judgement-log.js'
import { type Judgements, measure, type Metrics } from './measure.js'
import { thresholdAtRecall } from './threshold-at-recall.js'

/** What `eval-classifier --json` prints: the classifier's figures, and cosine's where they were asked for. */
export interface Evaluation extends Metrics {
  readonly cosine?: Metrics
  /** Cosine at the highest threshold with at least the classifier's recall; null when the classifier found nothing. */
  readonly cosineAtEqualRecall?: Metrics | null
}

/** What was said of every pair, by whom: enough for every figure and plot. */
export interface CollectedJudgements {
  readonly classifier: Judgements
  /** Empty unless similarities were asked for. */
  readonly cosine: Judgements
}

/** Takes note of scored pairs on their way through: read what it yields to its end, then look at `judgements`. */
export function collectJudgements(scored: AsyncIterable<ScoredPair>): {
  readonly judgements: CollectedJudgements
  readonly passed: AsyncGenerator<ScoredPair>
} {
  const judgements = { classifier: new JudgementLog(), cosine: new JudgementLog() }
  async function* pass(): AsyncGenerator<ScoredPair> {
    for await (const each of scored) {
      const { label } = each.pair
      judgements.classifier.add(label, each.score, each.scoreMs)
      if (each.similarity !== null) judgements.cosine.add(label, each.similarity, each.similarityMs!)
      yield each
    }
  }
  return { judgements, passed: pass() }
}

/** Works out the figures; `cosineThreshold` null leaves cosine out. */
export function evaluate(
  { classifier, cosine }: CollectedJudgements,
  threshold: number,
  cosineThreshold: number | null,
): Evaluation {
  const metrics = measure(classifier, threshold)
  if (cosineThreshold === null) return metrics
  const equal = metrics.recall === null ? null : thresholdAtRecall(cosine.positives, metrics.recall)
  return {
    ...metrics,
    cosine: measure(cosine, cosineThreshold),
    cosineAtEqualRecall: equal === null ? null : measure(cosine, equal),
  }
}
