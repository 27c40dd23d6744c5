import type { CalibrationRow } from '../model-files/model-card.js'
import { countOutcomes } from '../evaluation/outcome-counts.js'
import { wilsonInterval } from '../evaluation/wilson-interval.js'

const THRESHOLDS = [
  0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998,
]
/** Share of differing pairs that may be reused at the default threshold, by the upper end of its 95 % interval. */
const FALSE_HIT_BUDGET = 0.02

/** What unseen pairs say of each threshold; null without negatives, of which nothing could be promised. */
export function calibrationTable(positives: readonly number[], negatives: readonly number[]): CalibrationRow[] | null {
  if (negatives.length === 0) return null
  return THRESHOLDS.map((threshold) => {
    const { truePositives, falsePositives } = countOutcomes(positives, negatives, threshold)
    return {
      threshold,
      falseHitRate: falsePositives / negatives.length,
      falseHitRateUpper: wilsonInterval(falsePositives, negatives.length)!.high,
      recall: positives.length === 0 ? 0 : truePositives / positives.length,
    }
  })
}

/**
 * The lowest threshold that keeps the budget, as does every one above it. Few negatives cannot prove that a budget is kept;
 * then it is the lowest that does as well as the strictest.
 */
export function chooseThreshold(table: readonly CalibrationRow[], budget = FALSE_HIT_BUDGET): number {
  const strictest = table.at(-1)!
  const kept = Math.max(budget, strictest.falseHitRateUpper)
  let chosen = strictest.threshold
  for (const row of table.toReversed()) {
    if (row.falseHitRateUpper > kept) break
    chosen = row.threshold
  }
  return chosen
}
