import type { Classifier } from '../classifier/classifier.js'
import type { Encoder } from '../encoder/encoder.js'
import { wilsonInterval } from '../evaluation/wilson-interval.js'
import type { GeneratedPair } from '../generation/generated-pair.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { judgeScores } from '../training/judge-scores.js'
import type { TrainingRun } from '../training/training-run.js'
import type { SafetyFigures, ValidationFigures } from './gates.js'
import { scorePairsWith } from './score-pairs-with.js'

/** Scores a classifier on the validation data and the built-in traps. */
export async function judgeClassifier(
  classifier: Classifier,
  encoder: Encoder | null,
  threshold: number,
  { validation, traps }: { readonly validation: readonly LabelledPair[]; readonly traps: readonly GeneratedPair[] },
  run: TrainingRun,
): Promise<{ readonly validation: ValidationFigures; readonly safety: SafetyFigures }> {
  const onDone = (done: number, total: number) => run.report('judging', done, total)
  const scores = await scorePairsWith(validation, classifier, encoder, onDone)
  const metrics = judgeScores(scores, validation.map(({ label }) => label), threshold) // prettier-ignore
  const { truePositives, falsePositives, positives } = metrics
  const trapScores = await scorePairsWith(traps, classifier, encoder, onDone)
  const hits = traps.filter((_, index) => trapScores[index]! >= threshold)
  const falseHitsByKind: Record<string, number> = {}
  for (const { kind } of traps) falseHitsByKind[kind] = 0
  for (const { kind } of hits) falseHitsByKind[kind]!++
  return {
    validation: {
      ...metrics,
      precisionInterval: wilsonInterval(truePositives, truePositives + falsePositives),
      recallInterval: wilsonInterval(truePositives, positives),
    },
    safety: { traps: traps.length, falseHits: hits.length, falseHitsByKind },
  }
}
