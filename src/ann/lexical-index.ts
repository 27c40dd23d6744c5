import type { LexicalVector } from '../text/lexical-vector.js'
import { TopK } from './top-k.js'
import type { Neighbour } from './vector-index.js'

/** An inverted index over the lexical vectors of one partition: cosine by walking the postings of the query's terms. */
export class LexicalIndex {
  readonly #vectors = new Map<number, LexicalVector>()
  readonly #postings = new Map<number, Map<number, number>>()

  get size(): number {
    return this.#vectors.size
  }

  add(label: number, vector: LexicalVector): void {
    this.remove(label)
    this.#vectors.set(label, vector)
    vector.ids.forEach((term, index) => {
      let postings = this.#postings.get(term)
      if (!postings) this.#postings.set(term, (postings = new Map()))
      postings.set(label, vector.weights[index]!)
    })
  }

  remove(label: number): boolean {
    const vector = this.#vectors.get(label)
    if (!vector) return false
    this.#vectors.delete(label)
    for (const term of vector.ids) {
      const postings = this.#postings.get(term)
      postings?.delete(label)
      if (postings?.size === 0) this.#postings.delete(term)
    }
    return true
  }

  /** Up to `k` accepted labels that share a term with the query, by falling cosine 0…1. */
  search(query: LexicalVector, k: number, accept?: (label: number) => boolean): Neighbour[] {
    const sums = new Map<number, number>()
    query.ids.forEach((term, index) => {
      const weight = query.weights[index]!
      for (const [label, stored] of this.#postings.get(term) ?? []) sums.set(label, (sums.get(label) ?? 0) + weight * stored)
    })
    const best = new TopK<Neighbour>(k)
    for (const [label, similarity] of sums) {
      if (similarity > best.floor && (!accept || accept(label))) best.offer(similarity, { label, similarity })
    }
    return best.items()
  }

  /** Cosine of the query with one label, 0 for an unknown one. */
  similarity(query: LexicalVector, label: number): number {
    const vector = this.#vectors.get(label)
    if (!vector) return 0
    let sum = 0
    for (let a = 0, b = 0; a < query.ids.length && b < vector.ids.length; ) {
      const difference = query.ids[a]! - vector.ids[b]!
      if (difference === 0) sum += query.weights[a++]! * vector.weights[b++]!
      else if (difference < 0) a++
      else b++
    }
    return sum
  }
}
