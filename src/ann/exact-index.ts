import { checkLabel, checkVector } from './check-vector.js'
import { TopK } from './top-k.js'
import type { VectorArena } from './vector-arena.js'
import type { Neighbour, VectorIndex } from './vector-index.js'

const FIRST_CAPACITY = 4

/** Compares the query with every embedding of the partition; the oracle of the others, and the fastest while it is small. */
export class ExactIndex implements VectorIndex {
  readonly #arena: VectorArena
  readonly #positions = new Map<number, number>()
  #labels = new Uint32Array(FIRST_CAPACITY)
  #slots = new Uint32Array(FIRST_CAPACITY)
  #results = new Float32Array(FIRST_CAPACITY)

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
    this.remove([label])
    const position = this.size
    if (position === this.#labels.length) this.#grow()
    this.#labels[position] = label
    this.#slots[position] = this.#arena.store(embedding)
    this.#positions.set(label, position)
  }

  remove(labels: readonly number[]): number {
    let removed = 0
    for (const label of labels) {
      const position = this.#positions.get(label)
      if (position === undefined) continue
      this.#arena.release(this.#slots[position]!)
      const last = this.size - 1
      this.#labels[position] = this.#labels[last]!
      this.#slots[position] = this.#slots[last]!
      this.#positions.set(this.#labels[position], position)
      this.#positions.delete(label)
      removed++
    }
    return removed
  }

  has(label: number): boolean {
    return this.#positions.has(label)
  }

  labels(): IterableIterator<number> {
    return this.#positions.keys()
  }

  /** A copy of an embedding; undefined for an unknown label. */
  vector(label: number): Float32Array | undefined {
    const position = this.#positions.get(label)
    return position === undefined ? undefined : this.#arena.read(this.#slots[position]!)
  }

  /** Similarities of the given labels; a label that is not there gives NaN. */
  similarities(query: Float32Array, labels: readonly number[]): Float32Array {
    const known = labels.map((label) => this.#positions.get(label))
    const slots = Uint32Array.from(known, (position) => (position === undefined ? 0 : this.#slots[position]!))
    const results = new Float32Array(labels.length)
    if (this.size > 0) this.#arena.scan(query, slots, labels.length, results)
    known.forEach((position, index) => {
      if (position === undefined) results[index] = Number.NaN
    })
    return results
  }

  search(query: Float32Array, k: number, accept?: (label: number) => boolean): Neighbour[] {
    checkVector(query, this.dimensions)
    const count = this.size
    this.#arena.scan(query, this.#slots, count, this.#results)
    const best = new TopK<Neighbour>(k)
    for (let position = 0; position < count; position++) {
      const similarity = this.#results[position]!
      if (similarity <= best.floor) continue
      const label = this.#labels[position]!
      if (!accept || accept(label)) best.offer(similarity, { label, similarity })
    }
    return best.items()
  }

  close(): void {
    this.remove([...this.#positions.keys()])
  }

  #grow(): void {
    const capacity = this.#labels.length * 2
    const labels = new Uint32Array(capacity)
    labels.set(this.#labels)
    const slots = new Uint32Array(capacity)
    slots.set(this.#slots)
    this.#labels = labels
    this.#slots = slots
    this.#results = new Float32Array(capacity)
  }
}
