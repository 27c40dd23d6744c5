/** Bins of the reliability diagram. */
const BIN_COUNT = 10

/** The pairs whose score lies in one tenth of 0…1. */
export interface ReliabilityBin {
  /** Lowest score of the bin; the last one holds 1 as well. */
  readonly from: number
  /** First score of the next bin. */
  readonly to: number
  readonly count: number
  /** Mean score, 0…1; null in an empty bin. */
  readonly meanScore: number | null
  /** Share of equivalent pairs, 0…1; null in an empty bin. */
  readonly equivalentShare: number | null
}

/**
 * Sorts scores into ten bins of equal width. A score outside 0…1, as cosine gives, counts as the nearest end: taken for a
 * probability, that is what it says.
 */
export function reliabilityBins(positives: readonly number[], negatives: readonly number[]): ReliabilityBin[] {
  const bins = Array.from({ length: BIN_COUNT }, () => ({ count: 0, positives: 0, sum: 0 }))
  const add = (score: number, isPositive: boolean) => {
    const probability = Math.min(1, Math.max(0, score))
    const bin = bins[Math.min(BIN_COUNT - 1, Math.floor(probability * BIN_COUNT))]!
    bin.count++
    bin.sum += probability
    if (isPositive) bin.positives++
  }
  for (const score of positives) add(score, true)
  for (const score of negatives) add(score, false)
  return bins.map(({ count, positives, sum }, index) => ({
    from: index / BIN_COUNT,
    to: (index + 1) / BIN_COUNT,
    count,
    meanScore: count === 0 ? null : sum / count,
    equivalentShare: count === 0 ? null : positives / count,
  }))
}

/**
 * Expected calibration error: the mean over all pairs of how far their bin's mean score is from its share of equivalent
 * pairs (Naeini, Cooper & Hauskrecht 2015, AAAI; Guo et al. 2017, ICML). Null without pairs.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  let weighted = 0
  let count = 0
  for (const bin of bins) {
    if (bin.meanScore === null || bin.equivalentShare === null) continue
    weighted += bin.count * Math.abs(bin.meanScore - bin.equivalentShare)
    count += bin.count
  }
  return count === 0 ? null : weighted / count
}
