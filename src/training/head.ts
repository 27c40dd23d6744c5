import type { DenseWeights } from './dense-weights.js'
import type { FeatureRows } from './feature-rows.js'
import { sigmoid } from './loss.js'
import { scoreRows } from './score-rows.js'
import { StandardRows, type Standardisation } from './standard-rows.js'

/** What training makes: everything between feature vectors and a calibrated probability. */
export interface Head {
  readonly layers: readonly DenseWeights[]
  /** Null where features are used as they are. */
  readonly standardisation: Standardisation | null
  /** True when the last input is the logit of a base model, and the layers give a correction to it. */
  readonly correctsBase: boolean
  readonly calibration: Calibration
}

/** Platt scaling (Platt 1999): probability = sigmoid(slope · logit + offset). */
export interface Calibration {
  readonly slope: number
  readonly offset: number
}

export const UNCALIBRATED: Calibration = { slope: 1, offset: 0 }

/** Logits before calibration, of the rows or of their exchanges; `baseLogits` are given when the head corrects a base. */
export function logitsOf(head: Head, rows: FeatureRows, baseLogits: Float32Array | null, isSwapped = false): Float32Array {
  const logits = scoreRows(head.layers, head.standardisation ? new StandardRows(rows, head.standardisation) : rows, isSwapped)
  return baseLogits ? logits.map((logit, row) => logit + baseLogits[row]!) : logits
}

/** Calibrated probability of a logit. */
export function calibrate({ slope, offset }: Calibration, logit: number): number {
  return sigmoid(slope * logit + offset)
}
