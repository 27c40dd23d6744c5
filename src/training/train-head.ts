import type { CalibrationRow } from '../model-files/model-card.js'
import { calibrationTable, chooseThreshold } from './calibration-table.js'
import { copyRows, type FeatureRows } from './feature-rows.js'
import { fitCalibration } from './fit-calibration.js'
import { fitNetwork, type EpochLosses } from './fit-network.js'
import { calibrate, type Calibration, type Head, logitsOf, UNCALIBRATED } from './head.js'
import { splitScores } from './judge-scores.js'
import type { TrainingRecipe } from './recipe.js'
import { ExtendedRows, standardise, StandardRows } from './standard-rows.js'
import type { TrainingRun } from './training-run.js'

/** Described pairs of one set; all arrays have one element a row. */
export interface DescribedSet {
  readonly rows: FeatureRows
  readonly labels: Float32Array
  readonly weights: Float32Array
  /** Logits of the base that the head corrects; null without a base. */
  readonly baseLogits: Float32Array | null
}

export interface DescribedSets {
  readonly training: DescribedSet
  readonly stopping: DescribedSet
  readonly calibration: DescribedSet
}

export interface TrainedHead {
  readonly head: Head
  readonly threshold: number
  readonly calibration: readonly CalibrationRow[]
  readonly history: readonly EpochLosses[]
  readonly bestEpoch: number
}

/**
 * Fits a head: the network on the training set until the stopping set says enough, then calibration and threshold on the
 * calibration set. Every set has both labels. Features of prompts are standardised, embeddings are not.
 */
export async function trainHead(
  sets: DescribedSets,
  recipe: TrainingRecipe,
  isStandardised: boolean,
  run: TrainingRun,
): Promise<TrainedHead> {
  const correctsBase = sets.training.baseLogits !== null
  const standardisation = isStandardised ? standardise(rowsWithBase(sets.training)) : null
  const prepare = (set: DescribedSet) => ({
    rows: standardisation ? copyRows(new StandardRows(rowsWithBase(set), standardisation)) : rowsWithBase(set),
    labels: set.labels,
    weights: recipe.classWeights === 'balanced' ? balance(set) : set.weights,
    ...(set.baseLogits && { offsets: set.baseLogits }),
  })
  const fitted = await fitNetwork(prepare(sets.training), prepare(sets.stopping), {
    recipe,
    startsAtOffset: correctsBase,
    onProgress: (progress) => run.reportStep(progress),
    ...(run.signal && { signal: run.signal }),
  })
  const uncalibrated: Head = { layers: fitted.layers, standardisation, correctsBase, calibration: UNCALIBRATED }
  const calibration = fitOnUnseen(uncalibrated, sets.calibration)
  const { positives, negatives } = splitScores(
    scoreSet({ ...uncalibrated, calibration }, sets.calibration),
    sets.calibration.labels,
  )
  const table = calibrationTable(positives, negatives)!
  return {
    head: { ...uncalibrated, calibration },
    threshold: chooseThreshold(table),
    calibration: table,
    history: fitted.history,
    bestEpoch: fitted.bestEpoch,
  }
}

/** Scores of a described set: the mean over both orders where the features depend on the order, as the classifier has it. */
export function scoreSet(head: Head, set: DescribedSet): Float32Array {
  const [scores, exchanged] = ordersOf(head, set).map((logits) => logits.map((logit) => calibrate(head.calibration, logit)))
  return exchanged ? scores!.map((score, row) => (score + exchanged[row]!) / 2) : scores!
}

function fitOnUnseen(head: Head, set: DescribedSet): Calibration {
  const orders = ordersOf(head, set)
  const repeat = (values: Float32Array) => Float32Array.from(orders.flatMap(() => [...values]))
  const logits = Float32Array.from(orders.flatMap((order) => [...order]))
  return fitCalibration(logits, repeat(set.labels), repeat(set.weights))
}

/** Logits by order of the sides; one order where that makes no difference. */
function ordersOf(head: Head, set: DescribedSet): Float32Array[] {
  const rows = rowsWithBase(set)
  return (rows.isSymmetric ? [false] : [false, true]).map((isSwapped) => logitsOf(head, rows, set.baseLogits, isSwapped))
}

function rowsWithBase({ rows, baseLogits }: DescribedSet): FeatureRows {
  return baseLogits ? new ExtendedRows(rows, baseLogits) : rows
}

/** Weights that give both labels the same total. */
function balance({ labels, weights }: DescribedSet): Float32Array {
  const totals = [0, 0]
  labels.forEach((label, row) => (totals[label] = totals[label]! + weights[row]!))
  return weights.map((weight, row) => weight / totals[labels[row]!]!)
}
