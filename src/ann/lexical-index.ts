import type { LexicalVector } from '../text/lexical-vector.js'
import { Postings } from './postings.js'
import { TopK } from './top-k.js'
import type { Neighbour } from './vector-index.js'

/** Fewest removed vectors that are worth sweeping out. */
const MIN_SWEEP = 256
/** In the place of a label that was removed. */
const REMOVED = -1

/**
 * An inverted index over the lexical vectors of one partition: cosine by walking the postings of the query's terms. What is
 * removed stays in the postings, without being found, until there is more of it than of the rest; then all are made anew.
 */
export class LexicalIndex {
  readonly #positions = new Map<number, number>()
  /** By position; a search reads them in order, so they stand apart from the vectors. */
  #labels: number[] = []
  #vectors: (LexicalVector | null)[] = []
  #postings = new Map<number, Postings>()
  #sums = new Float64Array(0)

  get size(): number {
    return this.#positions.size
  }

  /** Positions that postings speak of, removed ones included. */
  get heldPositions(): number {
    return this.#labels.length
  }

  /** Adds or replaces; the vector is kept, not copied. */
  add(label: number, vector: LexicalVector): void {
    this.remove(label)
    const position = this.#labels.push(label) - 1
    this.#vectors.push(vector)
    this.#positions.set(label, position)
    this.#post(position, vector)
  }

  remove(label: number): boolean {
    const position = this.#positions.get(label)
    if (position === undefined) return false
    this.#positions.delete(label)
    this.#labels[position] = REMOVED
    this.#vectors[position] = null
    const removed = this.heldPositions - this.size
    if (removed >= MIN_SWEEP && removed > this.size) this.#sweep()
    return true
  }

  /** Up to `k` accepted labels of a cosine over `least` with the query, by falling cosine 0…1. */
  search(query: LexicalVector, k: number, accept?: (label: number) => boolean, least = 0): Neighbour[] {
    const sums = this.#sumsOf(query)
    const labels = this.#labels
    const count = this.heldPositions
    const best = new TopK<Neighbour>(k)
    let floor = Math.max(least, best.floor)
    for (let position = 0; position < count; position++) {
      const similarity = sums[position]!
      if (similarity <= floor) continue
      const label = labels[position]!
      if (label === REMOVED || (accept && !accept(label))) continue
      best.offer(similarity, { label, similarity })
      floor = Math.max(least, best.floor)
    }
    return best.items()
  }

  /** Cosine of the query with one label, 0 for an unknown one. */
  similarity(query: LexicalVector, label: number): number {
    const position = this.#positions.get(label)
    const vector = position === undefined ? null : this.#vectors[position]!
    if (!vector) return 0
    let sum = 0
    for (let a = 0, b = 0; a < query.ids.length && b < vector.ids.length;) {
      const difference = query.ids[a]! - vector.ids[b]!
      if (difference === 0) sum += query.weights[a++]! * vector.weights[b++]!
      else if (difference < 0) a++
      else b++
    }
    return sum
  }

  /** Cosine of the query with every position; valid until the next call. */
  #sumsOf(query: LexicalVector): Float64Array {
    const count = this.heldPositions
    if (this.#sums.length < count) this.#sums = new Float64Array(count * 2)
    else this.#sums.fill(0, 0, count)
    query.ids.forEach((term, index) => this.#postings.get(term)?.addTo(this.#sums, query.weights[index]!))
    return this.#sums
  }

  #post(position: number, { ids, weights }: LexicalVector): void {
    ids.forEach((term, index) => {
      let postings = this.#postings.get(term)
      if (!postings) this.#postings.set(term, (postings = new Postings()))
      postings.append(position, weights[index]!)
    })
  }

  #sweep(): void {
    const kept = this.#vectors.flatMap((vector, position) => (vector ? [{ label: this.#labels[position]!, vector }] : []))
    this.#labels = kept.map(({ label }) => label)
    this.#vectors = kept.map(({ vector }) => vector)
    this.#postings = new Map()
    this.#sums = new Float64Array(0)
    kept.forEach(({ label, vector }, position) => {
      this.#positions.set(label, position)
      this.#post(position, vector)
    })
  }
}
