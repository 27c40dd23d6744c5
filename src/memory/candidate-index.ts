import type { LexicalVector } from '../text/lexical-vector.js'

/** An entry that retrieval proposes, by its id. */
export interface Candidate {
  readonly label: number
  /** Cosine of the embeddings, −1…1. */
  readonly similarity: number
  /** Cosine of the lexical vectors, 0…1; 0 when the search had none. */
  readonly lexicalSimilarity: number
}

/** What the memory needs of retrieval: candidates of one partition, by embedding and terms together. */
export interface CandidateIndex {
  /** Partitions with at least one entry. */
  readonly partitionCount: number
  /** Adds or replaces. */
  add(partition: string, label: number, embedding: Float32Array, lexical: LexicalVector): void
  /** Labels that are not there are passed over. */
  remove(partition: string, labels: readonly number[]): void
  /** By falling rank; never fewer than min(k, accepted entries of the partition). */
  search(
    partition: string,
    embedding: Float32Array,
    lexical: LexicalVector | null,
    k: number,
    accept: (label: number) => boolean,
  ): readonly Candidate[]
  /** How many partitions use which kind of vector index. */
  kinds(): Record<string, number>
  /** Ends what runs in the background; the index must not be used afterwards. */
  close(): void
}
