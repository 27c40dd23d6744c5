import type { Calibration } from './head.js'
import { sigmoid } from './loss.js'

/** Newton steps; the loss is convex in two parameters and converges in a handful. */
const MAX_STEPS = 50
const TOLERANCE = 1e-9
/** Keeps the slope finite where the logits part the labels perfectly (in the sense of a Gaussian prior around 1). */
const SLOPE_PENALTY = 1e-3

/**
 * Fits Platt scaling (Platt 1999) by Newton's method, with his targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2), which keep scores
 * off 0 and 1 when there are few pairs. The logits must come from pairs that the head has not seen. Both labels must occur.
 */
export function fitCalibration(logits: Float32Array, labels: Float32Array, weights: Float32Array): Calibration {
  const positives = labels.filter((label) => label === 1).length
  const negatives = labels.length - positives
  const targets = labels.map((label) => (label === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2)))
  let slope = 1
  let offset = 0
  for (let step = 0; step < MAX_STEPS; step++) {
    let [gradientSlope, gradientOffset, slopeSlope, slopeOffset, offsetOffset] = [
      SLOPE_PENALTY * (slope - 1),
      0,
      SLOPE_PENALTY,
      0,
      1e-12,
    ]
    logits.forEach((logit, row) => {
      const probability = sigmoid(slope * logit + offset)
      const error = weights[row]! * (probability - targets[row]!)
      const curvature = weights[row]! * probability * (1 - probability)
      gradientSlope += error * logit
      gradientOffset += error
      slopeSlope += curvature * logit * logit
      slopeOffset += curvature * logit
      offsetOffset += curvature
    })
    const determinant = slopeSlope * offsetOffset - slopeOffset ** 2
    const slopeStep = (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant
    const offsetStep = (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant
    // A full step may overshoot on a flat loss: never move further than one unit of logit at a time.
    const scale = Math.min(1, 1 / Math.max(Math.abs(slopeStep), Math.abs(offsetStep), 1e-12))
    slope -= scale * slopeStep
    offset -= scale * offsetStep
    if (Math.abs(slopeStep) + Math.abs(offsetStep) < TOLERANCE) break
  }
  return { slope: Math.fround(slope), offset: Math.fround(offset) }
}
