import type { Classifier } from '../classifier/classifier.js'
import { assignSplits } from '../pairs/assign-splits.js'
import { seededRandom, shuffle } from '../random/seeded-random.js'
import type { DescribedSet } from '../training/train-head.js'
import type { TrainingGround } from '../training/training-ground.js'
import type { TrainingRun } from '../training/training-run.js'
import type { BuiltInPairs } from './built-in-pairs.js'
import { describePairs } from './described-pairs.js'
import type { GatheredPairs } from './gather-pairs.js'
import type { PairBase } from './pair-base.js'
import { scorePairsWith } from './score-pairs-with.js'

/** Parts that feedback and everything else are dealt into; no prompt of the feedback stands in two. */
export const PARTS = 10

/** Everything that candidates are trained on and measured by, described once. */
export interface TrainingMaterial {
  readonly feedback: DescribedSet
  /** Scores of the classifier in use. */
  readonly feedbackScores: Float32Array
  /** Part of each row, 0…{@link PARTS} − 1. */
  readonly feedbackParts: readonly number[]
  readonly others: DescribedSet
  readonly otherParts: readonly number[]
  /** Hard negatives that thresholds are matched on, and what the classifier in use says of them. */
  readonly matching: DescribedSet
  readonly matchingScores: Float32Array
}

export async function prepareMaterial(
  { feedback, feedbackWeights, others }: GatheredPairs,
  { matching }: BuiltInPairs,
  { inUse, base }: { readonly inUse: Classifier; readonly base: PairBase | null },
  ground: TrainingGround,
  seed: number,
  run: TrainingRun,
): Promise<TrainingMaterial> {
  const describe = (pairs: GatheredPairs['others']) => describePairs(pairs, ground, base, run)
  const score = (pairs: GatheredPairs['others']) =>
    scorePairsWith(pairs, inUse, ground.encoder, (done, total) => run.report('judging', done, total))
  const shares = Object.fromEntries(Array.from({ length: PARTS }, (_, part) => [part, 1 / PARTS]))
  return {
    feedback: { ...(await describe(feedback)), weights: feedbackWeights },
    feedbackScores: await score(feedback),
    feedbackParts: assignSplits(feedback, shares, seed).map(Number),
    others: await describe(others),
    otherParts: shuffle(Array.from({ length: others.length }, (_, row) => row % PARTS), seededRandom(seed)), // prettier-ignore
    matching: await describe(matching),
    matchingScores: await score(matching),
  }
}
