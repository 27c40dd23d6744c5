/** How much may go through a graph in one run. */
export interface BatchLimits {
  readonly maxTexts: number
  /** Counted after padding to the longest text of the batch; one text alone may be longer. */
  readonly maxTokens: number
}

/**
 * Groups texts of `lengths` tokens into batches, as lists of their indexes. Neighbours in length go together, since every
 * text of a batch is padded to the longest.
 */
export function planBatches(lengths: readonly number[], { maxTexts, maxTokens }: BatchLimits): number[][] {
  const byLength = lengths.map((_, index) => index).sort((a, b) => lengths[a]! - lengths[b]!)
  const batches: number[][] = []
  let batch: number[] = []
  for (const index of byLength) {
    const isFull = batch.length === maxTexts || (batch.length + 1) * lengths[index]! > maxTokens
    if (isFull && batch.length > 0) {
      batches.push(batch)
      batch = []
    }
    batch.push(index)
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}
