/** How many pairs of each label have a score in a stretch of the scale. */
export interface HistogramBin {
  readonly from: number
  readonly to: number
  readonly positives: number
  readonly negatives: number
}

/** Counts scores in `count` bins of equal width from `low` to `high`; a score beyond counts in the bin at that end. */
export function scoreHistogram(
  positives: readonly number[],
  negatives: readonly number[],
  { low, high, count }: { readonly low: number; readonly high: number; readonly count: number },
): HistogramBin[] {
  const width = (high - low) / count
  const countsOf = (scores: readonly number[]) => {
    const counts = new Uint32Array(count)
    for (const score of scores) counts[Math.max(0, Math.min(count - 1, Math.floor((score - low) / width)))]!++
    return counts
  }
  const [hits, falseHits] = [countsOf(positives), countsOf(negatives)]
  return Array.from({ length: count }, (_, index) => ({
    from: low + index * width,
    to: low + (index + 1) * width,
    positives: hits[index]!,
    negatives: falseHits[index]!,
  }))
}
