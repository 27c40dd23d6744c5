import { setImmediate } from 'node:timers/promises'
import { AdamW } from './adam-w.js'
import type { DenseWeights } from './dense-weights.js'
import type { FeatureRows } from './feature-rows.js'
import { crossEntropy, sigmoid } from './loss.js'
import { Network } from './network.js'
import { seededRandom, shuffle, type Random } from '../random/seeded-random.js'
import type { TrainingRecipe } from './recipe.js'
import { scoreWith } from './score-rows.js'

/** Labelled rows; all arrays have one element a row. */
export interface LabelledRows {
  readonly rows: FeatureRows
  /** 0 or 1. */
  readonly labels: Float32Array
  /** How much a row counts; any positive scale. */
  readonly weights: Float32Array
  /** Added to the network's logit; the network then learns a correction. */
  readonly offsets?: Float32Array
}

export interface EpochLosses {
  /** From 1. */
  readonly epoch: number
  /** Mean loss of the batches as they were trained on, with dropout. */
  readonly trainingLoss: number
  /** Weighted mean loss, without dropout. */
  readonly validationLoss: number
}

export interface FittedNetwork {
  /** Of the epoch that the recipe keeps. */
  readonly layers: readonly DenseWeights[]
  readonly history: readonly EpochLosses[]
  readonly bestEpoch: number
}

export interface FitProgress {
  /** Steps done and to do at most. */
  readonly step: number
  readonly steps: number
  readonly epoch: number
  readonly history: readonly EpochLosses[]
}

export interface FitOptions {
  readonly recipe: TrainingRecipe
  /** Starts with a last layer of zeros: the network's first answer is the offset alone. */
  readonly startsAtOffset?: boolean
  /** Heard at least every {@link SLICE_MS}. */
  readonly onProgress?: (progress: FitProgress) => void
  /** Asked whenever progress is reported; an aborted one rejects with its reason. */
  readonly signal?: AbortSignal
}

/** Longest time without giving way to other work on the thread. */
const SLICE_MS = 50

/**
 * Trains a network by mini-batches. On one platform the result depends on nothing but its arguments, bit for bit.
 * Where the recipe keeps the best epoch, validation picks it, and may end training early.
 */
export async function fitNetwork(training: LabelledRows, validation: LabelledRows, options: FitOptions): Promise<FittedNetwork> {
  const { recipe } = options
  const { batchSize } = recipe
  const network = new Network([training.rows.width, ...recipe.hiddenSizes, 1], batchSize)
  const optimiser = new AdamW(network, recipe.weightDecay)
  const random = seededRandom(recipe.seed)
  network.initialise(random)
  if (options.startsAtOffset) network.silence()
  const weights = scaledToMeanOne(training.weights)
  const order = Uint32Array.from({ length: training.rows.count }, (_, row) => row)
  const stepsPerEpoch = Math.ceil(order.length / batchSize)
  const history: EpochLosses[] = []
  let best = { layers: network.save(), epoch: 0, loss: Infinity }
  let lastPauseMs = performance.now()

  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    shuffle(order, random)
    let lossSum = 0
    for (let step = 0; step < stepsPerEpoch; step++) {
      const picked = order.subarray(step * batchSize, (step + 1) * batchSize)
      lossSum += trainBatch(network, training, weights, picked, recipe.dropout, random) * picked.length
      optimiser.step(recipe.learningRate)
      if (performance.now() - lastPauseMs < SLICE_MS) continue
      options.onProgress?.({ step: (epoch - 1) * stepsPerEpoch + step + 1, steps: stepsPerEpoch * recipe.epochs, epoch, history })
      await setImmediate()
      options.signal?.throwIfAborted()
      lastPauseMs = performance.now()
    }
    const validationLoss = lossOf(network, validation)
    history.push({ epoch, trainingLoss: lossSum / order.length, validationLoss })
    if (recipe.keeps === 'last' || validationLoss < best.loss) best = { layers: network.save(), epoch, loss: validationLoss }
    options.onProgress?.({ step: epoch * stepsPerEpoch, steps: stepsPerEpoch * recipe.epochs, epoch, history })
    options.signal?.throwIfAborted()
    if (recipe.patience > 0 && epoch - best.epoch >= recipe.patience) break
  }
  return { layers: best.layers, history, bestEpoch: best.epoch }
}

/** Computes a batch's gradients; returns its mean weighted loss. */
function trainBatch(
  network: Network,
  training: LabelledRows,
  weights: Float32Array,
  picked: Uint32Array,
  dropout: number,
  random: Random,
): number {
  const { inputs, inputStride, kernel } = network
  for (let at = 0; at < picked.length; at++) {
    training.rows.write(picked[at]!, kernel.floats, inputs + at * inputStride, random.bits() >= 2 ** 31)
  }
  const logits = new Float32Array(picked.length)
  network.forward(picked.length, logits, { rate: dropout, random })
  let loss = 0
  const gradients = new Float32Array(picked.length)
  for (let at = 0; at < picked.length; at++) {
    const row = picked[at]!
    const logit = logits[at]! + (training.offsets?.[row] ?? 0)
    const label = training.labels[row]!
    loss += weights[row]! * crossEntropy(logit, label)
    gradients[at] = (weights[row]! * (sigmoid(logit) - label)) / picked.length
  }
  network.backward(picked.length, gradients, dropout)
  return loss / picked.length
}

function lossOf(network: Network, { rows, labels, weights, offsets }: LabelledRows): number {
  let loss = 0
  let total = 0
  scoreWith(network, rows).forEach((logit, row) => {
    loss += weights[row]! * crossEntropy(logit + (offsets?.[row] ?? 0), labels[row]!)
    total += weights[row]!
  })
  return loss / total
}

function scaledToMeanOne(weights: Float32Array): Float32Array {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  return weights.map((weight) => weight / mean)
}
