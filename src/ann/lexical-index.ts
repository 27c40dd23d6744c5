import type { LexicalVector } from '../text/lexical-vector.js'
import { Postings } from './postings.js'
import { TopK } from './top-k.js'
import type { Neighbour } from './vector-index.js'

/** Fewest removed vectors that are worth sweeping out. */
const MIN_SWEEP = 256
/** Share of all positions from which a term is common enough to ask whether it can still change who is found. */
const COMMON_SHARE = 1 / 8
/** More than rounding can add to a sum of cosines' parts. */
const ROUNDING = 1e-9

/** A term of the query that occurs here. */
interface Term {
  readonly postings: Postings
  readonly factor: number
  /** The most that it adds to a similarity. */
  readonly bound: number
}

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

  /**
   * Up to `k` accepted labels of a cosine over `least` with the query, by falling cosine 0…1. Telling terms are summed up
   * first; the common ones are not walked once they cannot lift another label over `least` or the `k` best (MaxScore: Turtle
   * and Flood, 1995).
   */
  search(query: LexicalVector, k: number, accept?: (label: number) => boolean, least = 0): Neighbour[] {
    const terms = this.#termsOf(query)
    const sums = this.#emptySums()
    let rest = terms.reduce((sum, { bound }) => sum + bound, ROUNDING)
    for (const { postings, factor, bound } of terms) {
      if (postings.count > this.heldPositions * COMMON_SHARE) {
        const floor = least > rest ? least : this.#best(k, accept, least).floor
        if (floor > rest) {
          this.#complete(query, floor - rest)
          break
        }
      }
      postings.addTo(sums, factor)
      rest -= bound
    }
    return this.#best(k, accept, least).items()
  }

  /** Cosine of the query with one label, 0 for an unknown one. */
  similarity(query: LexicalVector, label: number): number {
    const position = this.#positions.get(label)
    return position === undefined ? 0 : this.#dot(query, position)
  }

  /** The terms of the query that occur here, by how much they can add. */
  #termsOf({ ids, weights }: LexicalVector): Term[] {
    const terms: Term[] = []
    ids.forEach((id, index) => {
      const postings = this.#postings.get(id)
      const factor = weights[index]!
      if (postings) terms.push({ postings, factor, bound: factor * postings.highestWeight })
    })
    return terms.sort((x, y) => y.bound - x.bound)
  }

  #emptySums(): Float64Array {
    const count = this.heldPositions
    if (this.#sums.length < count) this.#sums = new Float64Array(count * 2)
    else this.#sums.fill(0, 0, count)
    return this.#sums
  }

  /** The `k` accepted labels of the highest sum over `least`. */
  #best(k: number, accept: ((label: number) => boolean) | undefined, least: number): TopK<Neighbour> {
    const best = new TopK<Neighbour>(k)
    const sums = this.#sums
    const count = this.heldPositions
    let floor = Math.max(least, best.floor)
    for (let position = 0; position < count; position++) {
      const similarity = sums[position]!
      if (similarity <= floor) continue
      const { label, vector } = this.#places[position]!
      if (!vector || (accept && !accept(label))) continue
      best.offer(similarity, { label, similarity })
      floor = Math.max(least, best.floor)
    }
    return best
  }

  /** Completes the sums over `least` and clears the others. */
  #complete(query: LexicalVector, least: number): void {
    const sums = this.#sums
    const count = this.heldPositions
    for (let position = 0; position < count; position++) {
      if (sums[position]! > least) sums[position] = this.#dot(query, position)
      else sums[position] = 0
    }
  }

  /** Cosine of the query with the vector at a position, 0 for a removed one. */
  #dot(query: LexicalVector, position: number): number {
    const { vector } = this.#places[position]!
    let sum = 0
    for (let a = 0, b = 0; vector && a < query.ids.length && b < vector.ids.length;) {
      const difference = query.ids[a]! - vector.ids[b]!
      if (difference === 0) sum += query.weights[a++]! * vector.weights[b++]!
      else if (difference < 0) a++
      else b++
    }
    return sum
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
