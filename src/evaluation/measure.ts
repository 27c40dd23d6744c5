import { median } from './median.js'
import { countOutcomes, type OutcomeCounts } from './outcome-counts.js'
import { type Rates, ratesOf } from './rates.js'
import { expectedCalibrationError, reliabilityBins } from './reliability.js'
import { rocAuc } from './roc-auc.js'

/** What a way of deciding said about a set of pairs. */
export interface Judgements {
  /** Scores of the equivalent pairs. */
  readonly positives: readonly number[]
  /** Scores of the pairs that differ. */
  readonly negatives: readonly number[]
  /** One a pair, in any order. */
  readonly latenciesMs: readonly number[]
}

/** Everything that is measured about a way of deciding; null where it is not defined on these pairs. */
export interface Metrics extends Rates, OutcomeCounts {
  readonly examples: number
  readonly positives: number
  readonly negatives: number
  /** Lowest score that is a hit. */
  readonly threshold: number
  readonly aucRoc: number | null
  /** In ten bins; see {@link expectedCalibrationError}. */
  readonly expectedCalibrationError: number | null
  /** Median time from two prompts to their score. */
  readonly latencyMsP50: number | null
}

/** Measures a way of deciding at one threshold. */
export function measure({ positives, negatives, latenciesMs }: Judgements, threshold: number): Metrics {
  const counts = countOutcomes(positives, negatives, threshold)
  const { precision, recall, f1, accuracy, falseHitRate } = ratesOf(counts)
  return {
    examples: positives.length + negatives.length,
    positives: positives.length,
    negatives: negatives.length,
    threshold,
    precision,
    recall,
    f1,
    accuracy,
    aucRoc: rocAuc(positives, negatives),
    expectedCalibrationError: expectedCalibrationError(reliabilityBins(positives, negatives)),
    ...counts,
    falseHitRate,
    latencyMsP50: median(latenciesMs),
  }
}
