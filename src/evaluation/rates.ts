import type { OutcomeCounts } from './outcome-counts.js'

/** Shares of outcomes, 0…1; null where there is nothing to take a share of. */
export interface Rates {
  /** Of the hits, how many were right: TP / (TP + FP). */
  readonly precision: number | null
  /** Of the equivalent pairs, how many hit: TP / (TP + FN). */
  readonly recall: number | null
  /** Harmonic mean of the two: 2 TP / (2 TP + FP + FN). */
  readonly f1: number | null
  /** Of all pairs, how many were decided right. */
  readonly accuracy: number | null
  /** Of the pairs that differ, how many hit all the same: FP / (FP + TN). The harm. */
  readonly falseHitRate: number | null
}

/** Works out the rates; definitions as in van Rijsbergen (1979), Information Retrieval, chapter 7, and Fawcett (2006). */
export function ratesOf({ truePositives, falsePositives, trueNegatives, falseNegatives }: OutcomeCounts): Rates {
  const right = truePositives + trueNegatives
  const wrong = falsePositives + falseNegatives
  return {
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + wrong),
    accuracy: share(right, right + wrong),
    falseHitRate: share(falsePositives, falsePositives + trueNegatives),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
