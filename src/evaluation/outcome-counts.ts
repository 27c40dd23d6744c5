/** How often a decision was right and wrong; a positive is an equivalent pair, a hit is called true or false positive. */
export interface OutcomeCounts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** Counts the outcomes of calling every score at or over the threshold a hit. */
export function countOutcomes(positives: readonly number[], negatives: readonly number[], threshold: number): OutcomeCounts {
  const truePositives = countHits(positives, threshold)
  const falsePositives = countHits(negatives, threshold)
  return {
    truePositives,
    falsePositives,
    trueNegatives: negatives.length - falsePositives,
    falseNegatives: positives.length - truePositives,
  }
}

function countHits(scores: readonly number[], threshold: number): number {
  let hits = 0
  for (const score of scores) if (score >= threshold) hits++
  return hits
}
