import { TrainingDataError } from '../errors/errors.js'
import { assignSplits } from '../pairs/assign-splits.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { splitKeyOf } from '../pairs/prompt-groups.js'

/** Pairs by what they are used for; no prompt stands in two of the sets. */
export interface TrainingSets<T extends LabelledPair> {
  /** The head is fitted to these. */
  readonly training: readonly T[]
  /** Tell when to stop. */
  readonly stopping: readonly T[]
  /** Seen by nothing before: they set calibration, threshold and the card's figures. */
  readonly calibration: readonly T[]
}

const SHARES = { training: 0.8, stopping: 0.1, calibration: 0.1 } as const
const HALVES = { stopping: 0.5, calibration: 0.5 } as const
/** Deals until every set has both labels; small files may need several. */
const MAX_DEALS = 50

/**
 * Deals pairs into sets. Pairs of the validation split are held out; where there are none, a fifth of the prompts is.
 * Training pairs that share a prompt with held-out ones are left out. Throws `TrainingDataError` when a set would lack one of
 * the labels.
 */
export function dealTrainingSets<T extends LabelledPair>(
  pairs: readonly T[],
  subject: string,
  { trainSplit, validationSplit, seed }: { readonly trainSplit: string; readonly validationSplit: string; readonly seed: number },
): TrainingSets<T> {
  const heldOut = pairs.filter(({ split }) => split === validationSplit)
  const usable = pairs.filter(({ split }) => split === undefined || split === trainSplit)
  requireBothLabels(usable, subject)
  const deals = heldOut.length === 0 ? [dealAll(usable)] : [dealHeldOut(usable, heldOut), keepHeldOut(usable, heldOut)]
  for (const deal of deals) {
    for (let attempt = 0; attempt < MAX_DEALS; attempt++) {
      const sets = deal(seed + attempt)
      if (Object.values(sets).every(hasBothLabels)) return sets
    }
  }
  const counts = `${usable.length} pairs to train on and ${heldOut.length} to validate on`
  throw new TrainingDataError({
    subject,
    problem: `${counts} cannot be dealt so that training, stopping and calibration have both labels and share no prompt`,
    remedy: 'Add pairs of both labels about other prompts',
  })
}

/** Deals pairs into sets at random; other seeds, other sets. */
type Deal<T extends LabelledPair> = (seed: number) => TrainingSets<T>

function dealAll<T extends LabelledPair>(pairs: readonly T[]): Deal<T> {
  return (seed) => {
    const [training, stopping, calibration] = deal(pairs, SHARES, seed)
    return { training: training!, stopping: stopping!, calibration: calibration! }
  }
}

function dealHeldOut<T extends LabelledPair>(usable: readonly T[], heldOut: readonly T[]): Deal<T> {
  const training = withoutPromptsOf(usable, heldOut)
  return (seed) => {
    const [stopping, calibration] = deal(heldOut, HALVES, seed)
    return { training, stopping: stopping!, calibration: calibration! }
  }
}

/** For held-out pairs that are too few to be parted: all of them calibrate. */
function keepHeldOut<T extends LabelledPair>(usable: readonly T[], heldOut: readonly T[]): Deal<T> {
  const others = withoutPromptsOf(usable, heldOut)
  return (seed) => {
    const [training, stopping] = deal(others, { training: 0.9, stopping: 0.1 }, seed)
    return { training: training!, stopping: stopping!, calibration: heldOut }
  }
}

function deal<T extends LabelledPair>(pairs: readonly T[], shares: Readonly<Record<string, number>>, seed: number): T[][] {
  const splits = assignSplits(pairs, shares, seed)
  return Object.keys(shares).map((name) => pairs.filter((_, index) => splits[index] === name))
}

function withoutPromptsOf<T extends LabelledPair>(pairs: readonly T[], others: readonly T[]): T[] {
  const known = new Set(others.flatMap(({ promptA, promptB }) => [splitKeyOf(promptA), splitKeyOf(promptB)]))
  return pairs.filter(({ promptA, promptB }) => !known.has(splitKeyOf(promptA)) && !known.has(splitKeyOf(promptB)))
}

function requireBothLabels(pairs: readonly LabelledPair[], subject: string): void {
  if (pairs.length === 0) {
    throw new TrainingDataError({
      subject,
      problem: 'there is no pair of the training split',
      remedy: 'Name another file, split or domain',
    })
  }
  if (hasBothLabels(pairs)) return
  const { label } = pairs[0]!
  throw new TrainingDataError({
    subject,
    problem: `all ${pairs.length} pairs have label ${label}, so there is nothing to tell apart`,
    remedy: `Add pairs with label ${1 - label}`,
  })
}

function hasBothLabels(pairs: readonly LabelledPair[]): boolean {
  return pairs.some(({ label }) => label === 1) && pairs.some(({ label }) => label === 0)
}
