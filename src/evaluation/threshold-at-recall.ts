/** Room for a recall that was itself divided out: 0.3 × 10 must ask for three, not four. */
const ROUNDING = 1e-9

/**
 * The highest threshold at which at least this share of the equivalent pairs are hits; with ties it may be more. Null when
 * none need to be, or when there are none.
 */
export function thresholdAtRecall(positives: readonly number[], recall: number): number | null {
  const wanted = Math.ceil(recall * positives.length - ROUNDING)
  if (wanted <= 0 || positives.length === 0) return null
  const rising = Float64Array.from(positives).sort()
  return rising[Math.max(0, positives.length - wanted)]!
}
