import type { LexicalVector } from '../text/lexical-vector.js'
import { ExactIndex } from './exact-index.js'
import { LexicalIndex } from './lexical-index.js'
import { TopK } from './top-k.js'
import { VectorArena } from './vector-arena.js'
import type { Neighbour } from './vector-index.js'

/** Weight of the lexical cosine beside the embedding's; one half was best on four of five sets (bench/retrieval). */
export const LEXICAL_WEIGHT = 0.5
/** Candidates that each side proposes before both are ranked together. */
const POOL_SIZE = 32

/** A candidate with both of its similarities. */
export interface RetrievedLabel {
  readonly label: number
  /** Cosine of the embeddings, −1…1. */
  readonly similarity: number
  /** Cosine of the lexical vectors, 0…1. */
  readonly lexicalSimilarity: number
}

interface Partition {
  readonly vectors: ExactIndex
  readonly lexical: LexicalIndex
}

/**
 * Proposes candidates, partition by partition: the nearest by embedding and the nearest by words, ranked together. Labels of
 * two partitions never meet. Used from the memory thread only.
 */
export class Retriever {
  readonly dimensions: number
  readonly #arena: VectorArena
  readonly #partitions = new Map<string, Partition>()

  private constructor(dimensions: number) {
    this.dimensions = dimensions
    this.#arena = new VectorArena(dimensions)
  }

  static create(dimensions: number): Promise<Retriever> {
    return Promise.resolve(new Retriever(dimensions))
  }

  get partitionCount(): number {
    return this.#partitions.size
  }

  /** Adds or replaces a label; without an embedding it waits until it has one. */
  add(partition: string, label: number, embedding: Float32Array | null, lexical: LexicalVector): void {
    let found = this.#partitions.get(partition)
    if (!found) this.#partitions.set(partition, (found = { vectors: new ExactIndex(this.#arena), lexical: new LexicalIndex() }))
    if (embedding) found.vectors.add(label, embedding)
    else found.vectors.remove([label])
    found.lexical.add(label, lexical)
  }

  remove(partition: string, labels: readonly number[]): void {
    const found = this.#partitions.get(partition)
    if (!found) return
    found.vectors.remove(labels)
    for (const label of labels) found.lexical.remove(label)
    if (found.vectors.size === 0 && found.lexical.size === 0) this.#partitions.delete(partition)
  }

  /**
   * Up to `k` accepted labels, ranked by similarity + {@link LEXICAL_WEIGHT} × lexical similarity; by similarity alone when
   * `lexical` is null. Never fewer than min(k, accepted labels with an embedding).
   */
  search(partition: string, embedding: Float32Array, lexical: LexicalVector | null, k: number, accept?: (label: number) => boolean): RetrievedLabel[] {
    const found = this.#partitions.get(partition)
    if (!found) return []
    const pool = Math.max(POOL_SIZE, k)
    const near = found.vectors.search(embedding, lexical ? pool : k, accept)
    if (!lexical) return near.map(({ label, similarity }) => ({ label, similarity, lexicalSimilarity: 0 }))
    const best = new TopK<RetrievedLabel>(k)
    const offer = (label: number, similarity: number, lexicalSimilarity: number) =>
      best.offer(similarity + LEXICAL_WEIGHT * lexicalSimilarity, { label, similarity, lexicalSimilarity })
    for (const { label, similarity } of near) offer(label, similarity, found.lexical.similarity(lexical, label))
    this.#offerByWords(found, embedding, lexical, pool, near, accept, offer)
    return best.items()
  }

  /** How many partitions each kind of index serves. */
  kinds(): Record<string, number> {
    return this.#partitions.size > 0 ? { exact: this.#partitions.size } : {}
  }

  #offerByWords(
    found: Partition,
    embedding: Float32Array,
    lexical: LexicalVector,
    pool: number,
    near: readonly Neighbour[],
    accept: ((label: number) => boolean) | undefined,
    offer: (label: number, similarity: number, lexicalSimilarity: number) => void,
  ): void {
    const known = new Set(near.map(({ label }) => label))
    const byWords = found.lexical.search(lexical, pool, accept).filter(({ label }) => !known.has(label) && found.vectors.has(label))
    const similarities = found.vectors.similarities(
      embedding,
      byWords.map(({ label }) => label),
    )
    byWords.forEach(({ label, similarity }, index) => offer(label, similarities[index]!, similarity))
  }
}
