/** A threshold below it would call pairs the same that the classifier holds to be different. */
const LEAST_THRESHOLD = 0.5
const GREATEST_THRESHOLD = 0.9999
const DECIMALS = 1e4
/** False hits allowed, as a share of those of the other classifier: what is equal here may be worse elsewhere by chance. */
const ALLOWED_SHARE = 0.6

/**
 * The lowest threshold at which a classifier reuses clearly fewer differing pairs than another one does at its own threshold,
 * on the same pairs that neither was trained on. Both arguments are scores of the same negatives; four decimals, rounded up.
 */
export function matchThreshold(scores: ArrayLike<number>, otherScores: ArrayLike<number>, otherThreshold: number): number {
  let others = 0
  for (let row = 0; row < otherScores.length; row++) if (otherScores[row]! >= otherThreshold) others++
  const falling = Float64Array.from(scores).sort().reverse()
  const firstTooMany = falling[Math.floor(ALLOWED_SHARE * others)]
  if (firstTooMany === undefined) return LEAST_THRESHOLD
  const above = (Math.floor(firstTooMany * DECIMALS) + 1) / DECIMALS
  return Math.min(GREATEST_THRESHOLD, Math.max(LEAST_THRESHOLD, above))
}
