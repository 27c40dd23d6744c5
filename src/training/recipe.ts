import * as v from 'valibot'
import { InvalidOptionError } from '../errors/errors.js'

/** How a head is trained; the defaults are the reference recipe. */
export interface TrainingRecipe {
  /** Units of the hidden layers; none gives logistic regression. */
  readonly hiddenSizes: readonly number[]
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  /** Decoupled weight decay of AdamW. */
  readonly weightDecay: number
  /** Share of hidden units zeroed while training, 0…1. */
  readonly dropout: number
  /** `balanced` lets both labels weigh the same in total. */
  readonly classWeights: 'balanced' | 'none'
  /** Epochs without a better validation loss after which training stops; 0 never stops early. */
  readonly patience: number
  /** Which weights count in the end: those of the epoch with the lowest validation loss, or those of the last. */
  readonly keeps: 'best' | 'last'
  readonly seed: number
}

export const REFERENCE_RECIPE: TrainingRecipe = {
  hiddenSizes: [128, 64],
  epochs: 15,
  batchSize: 64,
  learningRate: 1e-3,
  weightDecay: 0.01,
  dropout: 0.2,
  classWeights: 'balanced',
  patience: 4,
  keeps: 'best',
  seed: 7,
}

const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const MAX_UNITS = 8192
const MAX_EPOCHS = 10_000
const MAX_BATCH = 65_536

const schema = v.object({
  hiddenSizes: v.pipe(v.array(count(1, MAX_UNITS)), v.maxLength(8)),
  epochs: count(1, MAX_EPOCHS),
  batchSize: count(1, MAX_BATCH),
  learningRate: v.pipe(v.number(), v.gtValue(0), v.maxValue(10)),
  weightDecay: v.pipe(v.number(), v.minValue(0), v.maxValue(10)),
  dropout: v.pipe(v.number(), v.minValue(0), v.ltValue(1)),
  classWeights: v.picklist(['balanced', 'none']),
  patience: count(0, MAX_EPOCHS),
  keeps: v.picklist(['best', 'last']),
  seed: count(0, Number.MAX_SAFE_INTEGER),
})

/** Fills a recipe up from `base`; throws `InvalidOptionError` for a value out of range. */
export function resolveRecipe(changes: Partial<TrainingRecipe>, base: TrainingRecipe = REFERENCE_RECIPE): TrainingRecipe {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const result = v.safeParse(schema, { ...base, ...given })
  if (result.success) return result.output
  const [issue] = result.issues
  throw new InvalidOptionError({
    option: v.getDotPath(issue) ?? 'recipe',
    value: String(issue.input),
    allowed: issue.expected ?? 'a value of another type',
  })
}
