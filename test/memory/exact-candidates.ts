import type { Candidate, CandidateIndex } from '../../src/memory/candidate-index.js'
import type { LexicalVector } from '../../src/text/lexical-vector.js'

/** Scans everything; ranks as the real index does. */
export class ExactCandidates implements CandidateIndex {
  readonly #partitions = new Map<string, Map<number, { embedding: Float32Array; lexical: LexicalVector }>>()

  get partitionCount(): number {
    return this.#partitions.size
  }

  add(partition: string, label: number, embedding: Float32Array, lexical: LexicalVector): void {
    const entries = this.#partitions.get(partition) ?? new Map()
    this.#partitions.set(partition, entries.set(label, { embedding, lexical }))
  }

  remove(partition: string, labels: readonly number[]): void {
    const entries = this.#partitions.get(partition)
    for (const label of labels) entries?.delete(label)
    if (entries?.size === 0) this.#partitions.delete(partition)
  }

  search(
    partition: string,
    embedding: Float32Array,
    lexical: LexicalVector | null,
    k: number,
    accept: (label: number) => boolean,
  ): Candidate[] {
    return [...(this.#partitions.get(partition) ?? [])]
      .filter(([label]) => accept(label))
      .map(([label, entry]) => ({
        label,
        similarity: entry.embedding.reduce((sum, value, index) => sum + value * embedding[index]!, 0),
        lexicalSimilarity: lexical ? lexicalCosine(lexical, entry.lexical) : 0,
      }))
      .sort((a, b) => b.similarity + 0.5 * b.lexicalSimilarity - (a.similarity + 0.5 * a.lexicalSimilarity) || a.label - b.label)
      .slice(0, k)
  }

  kinds(): Record<string, number> {
    return { exact: this.#partitions.size }
  }
}

function lexicalCosine(a: LexicalVector, b: LexicalVector): number {
  return a.ids.reduce((sum, id, index) => {
    const other = b.ids.indexOf(id)
    return other === -1 ? sum : sum + a.weights[index]! * b.weights[other]!
  }, 0)
}
