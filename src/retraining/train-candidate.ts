import type { Classifier } from '../classifier/classifier.js'
import { assignSplits } from '../pairs/assign-splits.js'
import { seededRandom, shuffle } from '../random/seeded-random.js'
import { REFERENCE_RECIPE, type TrainingRecipe } from '../training/recipe.js'
import { trainHead, type DescribedSet, type DescribedSets, type TrainedHead } from '../training/train-head.js'
import type { TrainingGround } from '../training/training-ground.js'
import type { TrainingRun } from '../training/training-run.js'
import { describeWeighed, joinSets, replaySet, type WeighedPair } from './described-pairs.js'
import type { GatheredPairs } from './gather-pairs.js'

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

type SetName = keyof DescribedSets

/** Where the last epoch is kept, nothing has to be held out to stop by. */
const SHARES: Readonly<Record<TrainingRecipe['keeps'], Readonly<Record<SetName, number>>>> = {
  best: { training: 0.8, stopping: 0.1, calibration: 0.1 },
  last: { training: 0.9, stopping: 0, calibration: 0.1 },
}

/** Trains a head on gathered pairs; with a base it corrects that. No prompt stands in two of the sets. */
export async function trainCandidate(
  { training, replay }: GatheredPairs,
  recipe: TrainingRecipe,
  ground: TrainingGround,
  base: Classifier | null,
  run: TrainingRun,
): Promise<TrainedHead> {
  const shares = SHARES[recipe.keeps]
  const names = (Object.keys(shares) as SetName[]).filter((name) => shares[name] > 0)
  const splits = assignSplits(training, Object.fromEntries(names.map((name) => [name, shares[name]])), recipe.seed)
  const rows = shuffle(Uint32Array.from({ length: replay?.labels.length ?? 0 }, (_, row) => row), seededRandom(recipe.seed)) // prettier-ignore
  let start = 0
  const sets: Partial<Record<SetName, DescribedSet>> = {}
  for (const name of names) {
    const pairs: WeighedPair[] = training.filter((_, index) => splits[index] === name)
    const described = await describeWeighed(pairs, ground, base, run)
    const end = name === 'calibration' ? rows.length : start + Math.round(shares[name] * rows.length)
    sets[name] = replay ? joinSets(described, replaySet(replay, rows.subarray(start, end))) : described
    start = end
  }
  const { training: fitted, calibration } = sets as DescribedSets
  return trainHead({ training: fitted, calibration, stopping: sets.stopping ?? calibration }, recipe, base !== null, run)
}
