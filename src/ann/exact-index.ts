import { checkLabel, checkVector } from './check-vector.js'
import { TopK } from './top-k.js'
import type { VectorArena } from './vector-arena.js'
import type { Neighbour, VectorIndex } from './vector-index.js'

const FIRST_CAPACITY = 4
/** Size from which estimating all and comparing a few is faster than comparing all. */
const ESTIMATE_FROM = 1000

/**
 * Compares the query with every embedding of the partition; the oracle of the others, and the fastest until partitions are
 * very large. In a partition of some size it estimates first, and compares only those whose estimate leaves them a chance:
 * the result is the same to the last bit.
 */
export class ExactIndex implements VectorIndex {
  readonly #positions = new Map<number, number>()
  #arena: VectorArena
  #labels = new Uint32Array(FIRST_CAPACITY)
  #slots = new Uint32Array(FIRST_CAPACITY)
  #results = new Float32Array(FIRST_CAPACITY)
  #upper = new Float32Array(FIRST_CAPACITY)

  constructor(arena: VectorArena) {
    this.#arena = arena
  }

  get dimensions(): number {
    return this.#arena.dimensions
  }

  get size(): number {
    return this.#positions.size
  }

  add(label: number, embedding: Float32Array): void {
    checkLabel(label)
    checkVector(embedding, this.dimensions)
    const slot = this.#arena.store(embedding)
    this.remove([label])
    this.#place(label, slot)
  }

  remove(labels: readonly number[]): number {
    let removed = 0
    for (const label of labels) {
      const slot = this.#displace(label)
      if (slot === undefined) continue
      this.#arena.release(slot)
      removed++
    }
    return removed
  }

  has(label: number): boolean {
    return this.#positions.has(label)
  }

  labels(): number[] {
    return [...this.#positions.keys()]
  }

  /** The labels that were added first, up to `count`. */
  firstLabels(count: number): number[] {
    const first: number[] = []
    for (const label of this.#positions.keys()) {
      if (first.length >= count) break
      first.push(label)
    }
    return first
  }

  /** A copy of an embedding; undefined for an unknown label. */
  vector(label: number): Float32Array | undefined {
    const position = this.#positions.get(label)
    return position === undefined ? undefined : this.#arena.read(this.#slots[position]!)
  }

  /** An empty index over the same arena. */
  emptySibling(): ExactIndex {
    return new ExactIndex(this.#arena)
  }

  /** Hands a label to another index over the same arena, without copying its embedding; the other must not have it. */
  handOver(label: number, to: ExactIndex): void {
    const slot = this.#displace(label)
    if (slot !== undefined) to.#place(label, slot)
  }

  /** Copies every embedding to another arena and leaves the present one. */
  moveTo(arena: VectorArena): void {
    for (let position = 0; position < this.size; position++) {
      const slot = this.#slots[position]!
      this.#slots[position] = arena.store(this.#arena.read(slot))
      this.#arena.release(slot)
    }
    this.#arena = arena
  }

  similarities(query: Float32Array, labels: readonly number[]): Float32Array {
    checkVector(query, this.dimensions)
    const known = labels.map((label) => this.#positions.get(label))
    const slots = Uint32Array.from(known, (position) => (position === undefined ? 0 : this.#slots[position]!))
    const results = new Float32Array(labels.length)
    if (this.size > 0) this.#arena.multiply(query, slots, labels.length, results)
    known.forEach((position, index) => {
      if (position === undefined) results[index] = Number.NaN
    })
    return results
  }

  search(query: Float32Array, k: number, accept?: (label: number) => boolean): Neighbour[] {
    checkVector(query, this.dimensions)
    if (this.size < ESTIMATE_FROM) return this.#best(query, this.#labels, this.#slots, this.size, k, accept)
    const positions = this.#shortlist(query, k, accept)
    const labels = positions.map((position) => this.#labels[position]!)
    const slots = Uint32Array.from(positions, (position) => this.#slots[position]!)
    return this.#best(query, labels, slots, positions.length, k, accept)
  }

  close(): void {
    this.remove([...this.#positions.keys()])
  }

  /** The k nearest of the first `count` labels and slots. */
  #best(
    query: Float32Array,
    labels: ArrayLike<number>,
    slots: Uint32Array,
    count: number,
    k: number,
    accept: ((label: number) => boolean) | undefined,
  ): Neighbour[] {
    const best = new TopK<Neighbour>(k)
    const similarities = this.#results
    this.#arena.multiply(query, slots, count, similarities)
    let { floor } = best
    for (let position = 0; position < count; position++) {
      const similarity = similarities[position]!
      if (similarity <= floor) continue
      const label = labels[position]!
      if (accept && !accept(label)) continue
      best.offer(similarity, { label, similarity })
      floor = best.floor
    }
    return best.items()
  }

  /** The positions that may be among the k nearest: at best as near as the k-th is at worst. */
  #shortlist(query: Float32Array, k: number, accept: ((label: number) => boolean) | undefined): number[] {
    const count = this.size
    const lower = this.#results
    const upper = this.#upper
    this.#arena.bound(query, this.#slots, count, lower, upper)
    const worst = new TopK<number>(k)
    let { floor } = worst
    for (let position = 0; position < count; position++) {
      if (lower[position]! <= floor || (accept && !accept(this.#labels[position]!))) continue
      worst.offer(lower[position]!, position)
      floor = worst.floor
    }
    const positions: number[] = []
    for (let position = 0; position < count; position++) if (upper[position]! >= floor) positions.push(position)
    return positions
  }

  #place(label: number, slot: number): void {
    const position = this.size
    if (position === this.#labels.length) this.#resize(position * 2)
    this.#labels[position] = label
    this.#slots[position] = slot
    this.#positions.set(label, position)
  }

  /** Takes a label out and returns its slot; the last label moves to its position. */
  #displace(label: number): number | undefined {
    const position = this.#positions.get(label)
    if (position === undefined) return undefined
    const slot = this.#slots[position]!
    const last = this.size - 1
    this.#labels[position] = this.#labels[last]!
    this.#slots[position] = this.#slots[last]!
    this.#positions.set(this.#labels[position], position)
    this.#positions.delete(label)
    if (last > FIRST_CAPACITY && last < this.#labels.length / 4) this.#resize(this.#labels.length / 2)
    return slot
  }

  #resize(capacity: number): void {
    const count = Math.min(this.size, capacity)
    const labels = new Uint32Array(capacity)
    labels.set(this.#labels.subarray(0, count))
    const slots = new Uint32Array(capacity)
    slots.set(this.#slots.subarray(0, count))
    this.#labels = labels
    this.#slots = slots
    this.#results = new Float32Array(capacity)
    this.#upper = new Float32Array(capacity)
  }
}
