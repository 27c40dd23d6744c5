/**
 * Area under the ROC curve: the share of (positive, negative) couples in which the positive scores higher, ties half. That
 * is the Mann-Whitney U statistic over the number of couples (Hanley & McNeil 1982, Radiology 143). Takes O(n log n). Null
 * when either side is empty.
 */
export function rocAuc(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null
  const rising = Float64Array.from(negatives).sort()
  let wins = 0
  let below = 0
  let upTo = 0
  for (const positive of Float64Array.from(positives).sort()) {
    while (below < rising.length && rising[below]! < positive) below++
    upTo = Math.max(upTo, below)
    while (upTo < rising.length && rising[upTo]! <= positive) upTo++
    wins += (below + upTo) / 2
  }
  return wins / (positives.length * negatives.length)
}
