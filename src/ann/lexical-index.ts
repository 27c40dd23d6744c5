import type { LexicalVector } from '../text/lexical-vector.js'
import { Postings } from './postings.js'
import { TopK } from './top-k.js'
import type { Neighbour } from './vector-index.js'

/** Fewest removed vectors that are worth sweeping out. */
const MIN_SWEEP = 256

/** A label with its vector; the vector is gone once the label is removed. */
interface Place {
  readonly label: number
  vector: LexicalVector | null
}

/**
 * An inverted index over the lexical vectors of one partition: cosine by walking the postings of the query's terms. What is
 * removed stays in the postings, without being found, until there is more of it than of the rest; then all are made anew.
 */
export class LexicalIndex {
  readonly #positions = new Map<number, number>()
  #places: Place[] = []
  #postings = new Map<number, Postings>()
  #sums = new Float64Array(0)

  get size(): number {
    return this.#positions.size
  }

  /** Positions that postings speak of, removed ones included. */
  get heldPositions(): number {
    return this.#places.length
  }

  /** Adds or replaces; the vector is kept, not copied. */
  add(label: number, vector: LexicalVector): void {
    this.remove(label)
    const position = this.#places.push({ label, vector }) - 1
    this.#positions.set(label, position)
    this.#post(position, vector)
  }

  remove(label: number): boolean {
    const position = this.#positions.get(label)
    if (position === undefined) return false
    this.#positions.delete(label)
    this.#places[position]!.vector = null
    const removed = this.heldPositions - this.size
    if (removed >= MIN_SWEEP && removed > this.size) this.#sweep()
    return true
  }

  /** Up to `k` accepted labels that share a term with the query, by falling cosine 0…1. */
  search(query: LexicalVector, k: number, accept?: (label: number) => boolean): Neighbour[] {
    const sums = this.#sumsOf(query)
    const best = new TopK<Neighbour>(k)
    let floor = Math.max(0, best.floor)
    for (let position = 0; position < this.#places.length; position++) {
      const similarity = sums[position]!
      if (similarity <= floor) continue
      const { label, vector } = this.#places[position]!
      if (!vector || (accept && !accept(label))) continue
      best.offer(similarity, { label, similarity })
      floor = Math.max(0, best.floor)
    }
    return best.items()
  }

  /** Cosine of the query with one label, 0 for an unknown one. */
  similarity(query: LexicalVector, label: number): number {
    const position = this.#positions.get(label)
    const vector = position === undefined ? null : this.#places[position]!.vector
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
    this.#places = this.#places.filter(({ vector }) => vector !== null)
    this.#postings = new Map()
    this.#sums = new Float64Array(0)
    this.#places.forEach(({ label, vector }, position) => {
      this.#positions.set(label, position)
      this.#post(position, vector!)
    })
  }
}
