import { REFERENCE_RECIPE, type TrainingRecipe } from '../training/recipe.js'
import { scoreSet, trainHead, type DescribedSet, type TrainedHead } from '../training/train-head.js'
import type { TrainingRun } from '../training/training-run.js'
import { joinSets, pickRows } from './described-pairs.js'
import { matchThreshold } from './match-threshold.js'
import type { TrainingMaterial } from './training-material.js'
import { scaleFeedback } from './weigh-feedback.js'

/**
 * For a head that corrects a good base: small and slow, for a fixed number of epochs, since the few verdicts held out would
 * stop it by chance. Weights of both labels are set before (see `scaleFeedback`).
 */
export const CORRECTION_RECIPE: TrainingRecipe = {
  ...REFERENCE_RECIPE,
  hiddenSizes: [64],
  epochs: 30,
  learningRate: 5e-4,
  weightDecay: 0.05,
  classWeights: 'none',
  patience: 0,
  keeps: 'last',
}

export interface Candidate extends TrainedHead {
  /** At which it reuses fewer of the matching pairs than the classifier in use. */
  readonly matchedThreshold: number
}

/** Which parts of the material calibrate and, where the recipe keeps the best epoch, say when to stop. */
const CALIBRATION_PART = 0
const STOPPING_PART = 1

/**
 * Trains a head on the material, in which equivalent verdicts count `boost` times more. `isLeftOut` names parts of the
 * feedback that it must not see.
 */
export async function trainCandidate(
  material: TrainingMaterial,
  boost: number,
  recipe: TrainingRecipe,
  activeThreshold: number,
  run: TrainingRun,
  isLeftOut: (part: number) => boolean = () => false,
): Promise<Candidate> {
  const { feedback, feedbackParts, others, otherParts, matching, matchingScores } = material
  const used = rowsWhere(feedbackParts, (part) => !isLeftOut(part))
  const otherWeight = others.weights.reduce((sum, weight) => sum + weight, 0)
  const picked = pickRows(feedback, used)
  const scaled = { ...picked, weights: scaleFeedback(picked.weights, picked.labels, otherWeight, boost) }
  const parts = used.map((row) => feedbackParts[row]!)
  const setOf = (holds: (part: number) => boolean): DescribedSet =>
    joinSets(pickRows(scaled, rowsWhere(parts, holds)), pickRows(others, rowsWhere(otherParts, holds)))

  const calibration = setOf((part) => part === CALIBRATION_PART)
  const isHeldOut = (part: number) => part === CALIBRATION_PART || (recipe.keeps === 'best' && part === STOPPING_PART)
  const stopping = recipe.keeps === 'best' ? setOf((part) => part === STOPPING_PART) : calibration
  const trained = await trainHead(
    { training: setOf((part) => !isHeldOut(part)), stopping, calibration },
    recipe,
    feedback.baseLogits !== null,
    run,
  )
  return { ...trained, matchedThreshold: matchThreshold(scoreSet(trained.head, matching), matchingScores, activeThreshold) }
}

export function rowsWhere(parts: readonly number[], holds: (part: number) => boolean): number[] {
  return parts.flatMap((part, row) => (holds(part) ? [row] : []))
}
