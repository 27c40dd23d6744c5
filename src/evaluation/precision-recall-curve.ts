/** One threshold's precision and recall. */
export interface PrecisionRecallPoint {
  readonly threshold: number
  readonly recall: number
  readonly precision: number
}

/**
 * Precision and recall at every threshold that makes a difference, by rising recall; empty without equivalent pairs. There is
 * no interpolation, which would flatter (Davis & Goadrich 2006, ICML). O(n log n).
 */
export function precisionRecallCurve(positives: readonly number[], negatives: readonly number[]): PrecisionRecallPoint[] {
  const hits = Float64Array.from(positives).sort().reverse()
  const falseHits = Float64Array.from(negatives).sort().reverse()
  const points: PrecisionRecallPoint[] = []
  let negativesOver = 0
  for (const [index, threshold] of hits.entries()) {
    if (hits[index + 1] === threshold) continue
    while (negativesOver < falseHits.length && falseHits[negativesOver]! >= threshold) negativesOver++
    const found = index + 1
    points.push({ threshold, recall: found / hits.length, precision: found / (found + negativesOver) })
  }
  return points
}
