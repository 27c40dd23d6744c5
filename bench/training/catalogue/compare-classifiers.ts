import { countOutcomes, type OutcomeCounts } from '../../../src/evaluation/outcome-counts.js'
import { rocAuc } from '../../../src/evaluation/roc-auc.js'
import { thresholdAtRecall } from '../../../src/evaluation/threshold-at-recall.js'
import { graphOf, readModelFolder } from '../../../src/model-files/model-folder.js'
import type { LabelledPair } from '../../../src/pairs/labelled-pair.js'
import { openClassifier } from '../../../src/retraining/open-classifier.js'
import { scorePairsWith } from '../../../src/retraining/score-pairs-with.js'
import type { PromptReader } from '../../../src/training/describe-prompt-pairs.js'
import { splitScores } from '../../../src/training/judge-scores.js'

/** Outcomes of one classifier at one threshold. */
export interface Outcomes extends OutcomeCounts {
  readonly threshold: number
  readonly aucRoc: number | null
}

/** A classifier before and after retraining on the same pairs. */
export interface BeforeAndAfter {
  readonly before: Outcomes
  /** At the threshold of its own card. */
  readonly after: Outcomes
  /** At the highest threshold that recognises no fewer equivalent pairs than before. */
  readonly afterAtEqualRecall: Outcomes
}

/** Scores pairs with two pair classifiers, given by their folders. */
export async function compareClassifiers(
  before: string,
  after: string,
  pairs: readonly LabelledPair[],
  reader: PromptReader,
): Promise<BeforeAndAfter> {
  const old = await scoresOf(before, pairs, reader)
  const retrained = await scoresOf(after, pairs, reader)
  const ofOld = outcomesAt(old, old.threshold)
  const recall = ofOld.truePositives / old.positives.length
  const equal = thresholdAtRecall(retrained.positives, recall)
  return {
    before: ofOld,
    after: outcomesAt(retrained, retrained.threshold),
    afterAtEqualRecall: outcomesAt(retrained, equal ?? 1),
  }
}

interface LabelledScores {
  readonly positives: readonly number[]
  readonly negatives: readonly number[]
  readonly threshold: number
}

async function scoresOf(path: string, pairs: readonly LabelledPair[], reader: PromptReader): Promise<LabelledScores> {
  const model = await readModelFolder(path, ['pair'])
  const classifier = await openClassifier(model, graphOf(model), { reader, encoder: null })
  const scores = await scorePairsWith(pairs, classifier, null, () => Promise.resolve())
  await classifier.close?.()
  const labels = pairs.map(({ label }) => label)
  return { ...splitScores(scores, labels), threshold: model.card.threshold! }
}

function outcomesAt({ positives, negatives }: LabelledScores, threshold: number): Outcomes {
  return { threshold, ...countOutcomes(positives, negatives, threshold), aucRoc: rocAuc(positives, negatives) }
}
