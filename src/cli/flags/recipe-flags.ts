import type { TrainingRecipe } from '../../training/recipe.js'
import type { Flags, FlagValues } from './flag.js'
import { UsageError } from './usage-error.js'

const MOST = Number.MAX_SAFE_INTEGER

/** Flags of commands that train; without them the recipe of the kind of classifier holds. */
export const RECIPE_FLAGS = {
  epochs: {
    kind: 'number',
    value: 'N',
    min: 1,
    max: 10_000,
    isWhole: true,
    describe: 'passes over the pairs at most (default: 15; 30 for a correction)',
  },
  batchSize: { kind: 'number', value: 'N', min: 1, max: 65_536, isWhole: true, describe: 'pairs of one step (default: 64)' },
  lr: { kind: 'number', value: 'N', min: 0, max: 10, describe: 'learning rate of AdamW (default: 1e-3; 5e-4 for a correction)' },
  weightDecay: {
    kind: 'number',
    value: 'N',
    min: 0,
    max: 10,
    describe: 'weight decay of AdamW (default: 0.01; 0.05 for a correction)',
  },
  dropout: { kind: 'number', value: 'N', min: 0, max: 0.99, describe: 'share of hidden units left out in a step (default: 0.2)' },
  hidden: { kind: 'text', value: 'N,N', describe: 'units of the hidden layers (default: 128,64; 64 for a correction)' },
  patience: {
    kind: 'number',
    value: 'N',
    min: 0,
    max: 10_000,
    isWhole: true,
    describe: 'epochs without gain before it stops; 0: never (default: 4; a correction never stops early)',
  },
  seed: {
    kind: 'number',
    value: 'N',
    min: 0,
    max: MOST,
    isWhole: true,
    describe: 'the same seed gives the same classifier (default: 7)',
  },
} as const satisfies Flags

/** The changes to the recipe that the flags ask for; throws `UsageError`. */
export function recipeOf(values: FlagValues<typeof RECIPE_FLAGS>): Partial<TrainingRecipe> {
  const { epochs, batchSize, lr, weightDecay, dropout, hidden, patience, seed } = values
  return {
    ...(epochs !== undefined && { epochs }),
    ...(batchSize !== undefined && { batchSize }),
    ...(lr !== undefined && { learningRate: lr }),
    ...(weightDecay !== undefined && { weightDecay }),
    ...(dropout !== undefined && { dropout }),
    ...(hidden !== undefined && { hiddenSizes: sizesOf(hidden) }),
    ...(patience !== undefined && { patience }),
    ...(seed !== undefined && { seed }),
  }
}

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number)
  if (sizes.every((size) => Number.isInteger(size) && size > 0)) return sizes
  throw new UsageError(`--hidden cannot be ${text}: allowed are whole numbers with commas between, such as 128,64`)
}
