import type { LexicalVector } from '../text/lexical-vector.js'
import { AdaptiveIndex, type AdaptiveOptions } from './adaptive-index.js'
import { LexicalIndex } from './lexical-index.js'
import { rankTogether, type RetrievedLabel } from './rank-together.js'
import { Upkeep } from './upkeep.js'
import { VectorArena } from './vector-arena.js'

interface Partition {
  readonly vectors: AdaptiveIndex
  readonly lexical: LexicalIndex
}

/** `upkeep` is there for tests and benches. */
export interface RetrieverOptions extends AdaptiveOptions {
  readonly upkeep?: Upkeep
}

/**
 * Proposes candidates, partition by partition: the nearest by embedding and the nearest by words, ranked together. Labels of
 * two partitions never meet. Used from the memory thread only.
 */
export class Retriever {
  readonly dimensions: number
  readonly #options: AdaptiveOptions
  readonly #upkeep: Upkeep
  readonly #partitions = new Map<string, Partition>()
  #arena: VectorArena

  private constructor(dimensions: number, { upkeep = new Upkeep(), ...options }: RetrieverOptions) {
    this.dimensions = dimensions
    this.#options = options
    this.#upkeep = upkeep
    this.#arena = new VectorArena(dimensions)
  }

  static create(dimensions: number, options: RetrieverOptions = {}): Promise<Retriever> {
    return Promise.resolve(new Retriever(dimensions, options))
  }

  get partitionCount(): number {
    return this.#partitions.size
  }

  /** Bytes of WebAssembly memory that hold the embeddings. */
  get heldBytes(): number {
    return this.#arena.heldBytes
  }

  /** Adds or replaces a label; without an embedding it waits until it has one. */
  add(partition: string, label: number, embedding: Float32Array | null, lexical: LexicalVector): void {
    let found = this.#partitions.get(partition)
    if (!found) this.#partitions.set(partition, (found = this.#createPartition()))
    if (embedding) found.vectors.add(label, embedding)
    else found.vectors.remove([label])
    found.lexical.add(label, lexical)
  }

  /** Labels that are not there are passed over. */
  remove(partition: string, labels: readonly number[]): void {
    const found = this.#partitions.get(partition)
    if (!found) return
    found.vectors.remove(labels)
    for (const label of labels) found.lexical.remove(label)
    if (found.vectors.size === 0 && found.lexical.size === 0) {
      found.vectors.close()
      this.#partitions.delete(partition)
    }
    if (this.#arena.isSparse) this.#moveToSmallerArena()
  }

  /**
   * Up to `k` accepted labels by similarity and lexical similarity together; by similarity alone when `lexical` is null.
   * Never fewer than min(k, accepted labels with an embedding).
   */
  search(
    partition: string,
    embedding: Float32Array,
    lexical: LexicalVector | null,
    k: number,
    accept?: (label: number) => boolean,
  ): readonly RetrievedLabel[] {
    const found = this.#partitions.get(partition)
    if (!found) return []
    if (lexical) return rankTogether(found.vectors, found.lexical, { embedding, lexical, k, accept })
    return found.vectors.search(embedding, k, accept).map((neighbour) => ({ ...neighbour, lexicalSimilarity: 0 }))
  }

  /** How many partitions each kind of index serves. */
  kinds(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { vectors } of this.#partitions.values()) counts[vectors.kind] = (counts[vectors.kind] ?? 0) + 1
    return counts
  }

  /** Ends what runs in the background and frees memory; the retriever must not be used afterwards. */
  close(): void {
    this.#upkeep.stop()
    this.#partitions.clear()
  }

  #createPartition(): Partition {
    return { vectors: new AdaptiveIndex(this.#arena, this.#upkeep, this.#options), lexical: new LexicalIndex() }
  }

  #moveToSmallerArena(): void {
    this.#arena = new VectorArena(this.dimensions)
    for (const { vectors } of this.#partitions.values()) vectors.moveTo(this.#arena)
  }
}
