import { countOutcomes, type OutcomeCounts } from '../evaluation/outcome-counts.js'
import { splitScores } from '../training/judge-scores.js'
import type { TrainingRecipe } from '../training/recipe.js'
import { scoreSet } from '../training/train-head.js'
import type { TrainingRun } from '../training/training-run.js'
import { pickRows } from './described-pairs.js'
import { rowsWhere, trainCandidate } from './train-candidate.js'
import type { TrainingMaterial } from './training-material.js'

/** How much more equivalent verdicts may count; complaints outnumber them by different factors. */
const BOOSTS = [1, 3, 10, 30]
const FOLDS = 3

export interface BoostChoice {
  readonly boost: number
  /** On feedback that the candidates of the cross-validation had not seen, at their matched thresholds. */
  readonly candidate: OutcomeCounts
  readonly active: OutcomeCounts
}

/**
 * Finds how much equivalent verdicts must count so that a candidate recognises no fewer of them, unseen, than the classifier
 * in use: the smallest such factor, since a larger one buys recall with false hits. Threefold cross-validation.
 */
export async function chooseBoost(
  material: TrainingMaterial,
  recipe: TrainingRecipe,
  activeThreshold: number,
  run: TrainingRun,
): Promise<BoostChoice> {
  const active = countAll(material.feedbackScores, material.feedback.labels, activeThreshold)
  let choice: BoostChoice | undefined
  for (const boost of BOOSTS) {
    const candidate = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 }
    for (let fold = 0; fold < FOLDS; fold++) {
      const isLeftOut = (part: number) => part % FOLDS === fold
      const { head, matchedThreshold } = await trainCandidate(material, boost, recipe, activeThreshold, run, isLeftOut)
      const unseen = pickRows(material.feedback, rowsWhere(material.feedbackParts, isLeftOut))
      const counts = countAll(scoreSet(head, unseen), unseen.labels, matchedThreshold)
      for (const name of Object.keys(candidate) as (keyof OutcomeCounts)[]) candidate[name] += counts[name]
    }
    choice = { boost, candidate, active }
    if (candidate.truePositives >= active.truePositives) break
  }
  return choice!
}

function countAll(scores: Float32Array, labels: Float32Array, threshold: number): OutcomeCounts {
  const { positives, negatives } = splitScores(scores, labels)
  return countOutcomes(positives, negatives, threshold)
}
