import type { Classifier } from '../classifier/classifier.js'
import { assignSplits } from '../pairs/assign-splits.js'
import { seededRandom, shuffle } from '../random/seeded-random.js'
import { REFERENCE_RECIPE, type TrainingRecipe } from '../training/recipe.js'
import { trainHead, type DescribedSet, type DescribedSets, type TrainedHead } from '../training/train-head.js'
import type { TrainingGround } from '../training/training-ground.js'
import type { TrainingRun } from '../training/training-run.js'
import { describeWeighed, joinSets, replaySet, type WeighedPair } from './described-pairs.js'
import type { GatheredPairs } from './gather-pairs.js'

/** For a head that corrects a good base: small, slow, and soon stopped. */
export const CORRECTION_RECIPE: TrainingRecipe = {
  ...REFERENCE_RECIPE,
  hiddenSizes: [64],
  learningRate: 5e-4,
  weightDecay: 0.05,
  patience: 3,
}

const SHARES = { training: 0.8, stopping: 0.1, calibration: 0.1 } as const
const SETS = Object.keys(SHARES) as (keyof typeof SHARES)[]

/** Trains a head on gathered pairs; with a base it corrects that. No prompt stands in two of the sets. */
export async function trainCandidate(
  { training, replay }: GatheredPairs,
  recipe: TrainingRecipe,
  ground: TrainingGround,
  base: Classifier | null,
  run: TrainingRun,
): Promise<TrainedHead> {
  const splits = assignSplits(training, SHARES, recipe.seed)
  const rows = shuffle(Uint32Array.from({ length: replay?.labels.length ?? 0 }, (_, row) => row), seededRandom(recipe.seed)) // prettier-ignore
  let start = 0
  const sets: Partial<Record<keyof DescribedSets, DescribedSet>> = {}
  for (const name of SETS) {
    const pairs: WeighedPair[] = training.filter((_, index) => splits[index] === name)
    const described = await describeWeighed(pairs, ground, base, run)
    const end = name === 'calibration' ? rows.length : start + Math.round(SHARES[name] * rows.length)
    sets[name] = replay ? joinSets(described, replaySet(replay, rows.subarray(start, end))) : described
    start = end
  }
  return trainHead(sets as DescribedSets, recipe, base !== null, run)
}
