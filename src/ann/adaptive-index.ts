import { ExactIndex } from './exact-index.js'
import { HnswGraph } from './hnsw-graph.js'
import { HnswIndex } from './hnsw-index.js'
import type { Upkeep } from './upkeep.js'
import type { VectorArena } from './vector-arena.js'
import type { Neighbour, VectorIndex } from './vector-index.js'

/**
 * Size from which a graph pays. On 256 dimensions of real prompts it answers faster from 30,000 on (exact / HNSW 0.74 at 20,000,
 * 1.04 at 30,000, 1.61 at 50,000), and at 50,000 a lookup saves as much as an insert into the graph costs, so that it pays
 * even where every lookup stores a response: `npm run bench:index-switch -- --data ../shared/data`.
 */
export const HNSW_FROM = 50_000
/** Share of {@link HNSW_FROM} under which the graph is given up, so that a partition at the border does not go back and forth. */
const GIVE_UP_SHARE = 0.5
/** Inserts a turn of the event loop, about a millisecond each: no lookup waits longer for the graph. */
const INSERTS_PER_TURN = 1
/** Room that a new graph has beyond what it is built from. */
const HEADROOM = 1.25

/** What an adaptive index is built on; `hnswFrom` and `createGraph` are there for tests and benches. */
export interface AdaptiveOptions {
  readonly hnswFrom?: number
  readonly createGraph?: (dimensions: number, capacity: number) => Promise<HnswGraph>
}

/**
 * Exact while the partition is small, HNSW once it is large. The graph is built in the background while all embeddings stay
 * searchable; where it cannot be built the index stays exact, which is slower and never wrong.
 */
export class AdaptiveIndex implements VectorIndex {
  readonly #upkeep: Upkeep
  readonly #hnswFrom: number
  readonly #createGraph: (dimensions: number, capacity: number) => Promise<HnswGraph>
  #index: ExactIndex | HnswIndex
  #isClosed = false
  #cannotBuild = false

  constructor(arena: VectorArena, upkeep: Upkeep, options: AdaptiveOptions = {}) {
    this.#index = new ExactIndex(arena)
    this.#upkeep = upkeep
    this.#hnswFrom = options.hnswFrom ?? HNSW_FROM
    this.#createGraph = options.createGraph ?? ((dimensions, capacity) => HnswGraph.create(dimensions, capacity))
  }

  get dimensions(): number {
    return this.#index.dimensions
  }

  get size(): number {
    return this.#index.size
  }

  get kind(): 'exact' | 'hnsw' {
    return this.#index instanceof HnswIndex ? 'hnsw' : 'exact'
  }

  add(label: number, embedding: Float32Array): void {
    this.#index.add(label, embedding)
    this.#askForUpkeep()
  }

  remove(labels: readonly number[]): number {
    const removed = this.#index.remove(labels)
    if (removed > 0) this.#askForUpkeep()
    return removed
  }

  has(label: number): boolean {
    return this.#index.has(label)
  }

  similarities(query: Float32Array, labels: readonly number[]): Float32Array {
    return this.#index.similarities(query, labels)
  }

  search(query: Float32Array, k: number, accept?: (label: number) => boolean): Neighbour[] {
    return this.#index.search(query, k, accept)
  }

  /** Copies every embedding to another arena and leaves the present one. */
  moveTo(arena: VectorArena): void {
    this.#index.moveTo(arena)
  }

  close(): void {
    this.#isClosed = true
    this.#index.close()
  }

  #askForUpkeep(): void {
    if (this.#isDue()) this.#upkeep.take(this.#keepUp)
  }

  #isDue(): boolean {
    if (this.#isClosed) return false
    if (this.#index instanceof HnswIndex) return this.#index.waitingCount > 0 || this.#index.isWorn || this.#isTooSmall()
    return this.#index.size >= this.#hnswFrom && !this.#cannotBuild
  }

  #isTooSmall(): boolean {
    return this.#index.size < this.#hnswFrom * GIVE_UP_SHARE
  }

  /** One piece of the way to where the index should be. */
  readonly #keepUp = async (): Promise<boolean> => {
    if (!this.#isDue()) return false
    try {
      if (!(this.#index instanceof HnswIndex)) await this.#startGraph()
      else if (this.#isTooSmall() || this.#index.isWorn) this.#index = this.#index.toExact()
      else this.#index.settle(INSERTS_PER_TURN)
    } catch {
      this.#cannotBuild = true
      if (this.#index instanceof HnswIndex) this.#index = this.#index.toExact()
    }
    return this.#isDue()
  }

  async #startGraph(): Promise<void> {
    const graph = await this.#createGraph(this.dimensions, Math.ceil(this.size * HEADROOM))
    if (this.#index instanceof ExactIndex && this.#isDue()) this.#index = HnswIndex.over(this.#index, graph)
  }
}
