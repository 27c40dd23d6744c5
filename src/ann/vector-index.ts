/** A label and its cosine similarity to the query. */
export interface Neighbour {
  readonly label: number
  /** Cosine, −1…1. */
  readonly similarity: number
}

/**
 * Nearest-neighbour search over the unit-length embeddings of one partition. Synchronous, used from the
 * memory thread only. Labels are integers 0…2³²−1, chosen by the caller; embeddings are copied on `add`.
 */
export interface VectorIndex {
  readonly dimensions: number
  /** Live labels. */
  readonly size: number
  /** Adds or replaces; throws `InvalidOptionError` for a bad label, length or a number that is not finite, and changes nothing. */
  add(label: number, embedding: Float32Array): void
  /** Forgets the labels that are there; batched because some indexes pay per call. Returns how many were there. */
  remove(labels: readonly number[]): number
  has(label: number): boolean
  /** Similarities of the given labels, always exact; NaN for a label that is not there. */
  similarities(query: Float32Array, labels: readonly number[]): Float32Array
  /**
   * Returns up to `k` neighbours for which `accept` holds, by falling similarity, and never fewer than min(k, accepted
   * labels). An approximate index may miss a near one, but the similarities it returns are exact. Throws as `add` does for
   * a bad query.
   */
  search(query: Float32Array, k: number, accept?: (label: number) => boolean): Neighbour[]
  /** Frees memory; the index must not be used afterwards. */
  close(): void
}
