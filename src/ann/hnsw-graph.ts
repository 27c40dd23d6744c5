import { VectorIndexError } from '../errors/errors.js'
import type { HierarchicalGraph, Hnswlib } from './hnswlib/hnswlib.js'
import { loadHnswlib } from './hnswlib/load-hnswlib.js'
import type { MemoryFile } from './hnswlib/memory-file.js'

/** Links a node; 16 is what the HNSW paper (Malkov and Yashunin, 2016) gives for data like ours. */
const LINKS = 16
/** Candidates weighed for an insert: 200 found .997 instead of .995 of the nearest five at 50,000, for 1.7 times the time. */
const EF_CONSTRUCTION = 100
/** The graph is the same for the same inserts. */
const SEED = 7
const GROWTH = 1.5
const FIRST_CAPACITY = 1024
/** Unused by {@link MemoryFile}, but the library wants one. */
const FILE_NAME = 'graph'

/**
 * A navigable small-world graph over unit vectors, by hnswlib. Nodes are numbered from 0 in the order of their insertion
 * and never removed. Failures of the library throw `VectorIndexError`.
 */
export class HnswGraph {
  readonly dimensions: number
  readonly #library: Hnswlib
  readonly #file: MemoryFile
  readonly #graph: HierarchicalGraph
  #size = 0

  private constructor(dimensions: number, library: Hnswlib, file: MemoryFile) {
    this.dimensions = dimensions
    this.#library = library
    this.#file = file
    this.#graph = new library.HierarchicalNSW('ip', dimensions, '')
  }

  /** An empty graph with room for `capacity` nodes before it must be resized. */
  static async create(dimensions: number, capacity = FIRST_CAPACITY): Promise<HnswGraph> {
    const graph = await HnswGraph.#instantiate(dimensions)
    graph.#try('create', () => graph.#graph.initIndex(Math.max(1, capacity), LINKS, EF_CONSTRUCTION, SEED))
    return graph
  }

  /** A graph from the bytes that {@link HnswGraph.save} made, which must be intact and of the same dimensions. */
  static async load(dimensions: number, bytes: Uint8Array, size: number): Promise<HnswGraph> {
    const graph = await HnswGraph.#instantiate(dimensions)
    graph.#file.set(bytes)
    graph.#try('load', () => graph.#graph.readIndex(FILE_NAME, Math.max(1, size)))
    graph.#file.take()
    graph.#size = graph.#graph.getCurrentCount()
    return graph
  }

  static async #instantiate(dimensions: number): Promise<HnswGraph> {
    try {
      const { library, file } = await loadHnswlib()
      return new HnswGraph(dimensions, library, file)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new VectorIndexError({ action: 'load the library of', reason }, { cause: error })
    }
  }

  /** Nodes. */
  get size(): number {
    return this.#size
  }

  /** Adds a node, which takes about a millisecond at 10,000 nodes, and returns its number. The vector must be finite. */
  insert(vector: Float32Array): number {
    this.#try('insert into', () => {
      const capacity = this.#graph.getMaxElements()
      if (this.#size === capacity) this.#graph.resizeIndex(Math.ceil(capacity * GROWTH))
      this.#graph.addPoint(vector, this.#size, false)
    })
    return this.#size++
  }

  /** Up to `count` nodes near the query, nearest first; weighs as many candidates as it returns. */
  search(query: Float32Array, count: number): readonly number[] {
    const wanted = Math.min(count, this.#size)
    if (wanted === 0) return []
    return this.#try('search', () => {
      this.#graph.setEfSearch(wanted)
      return this.#graph.searchKnn(query, wanted, undefined).neighbors
    })
  }

  /** The graph with its vectors, as bytes owned by the caller. */
  save(): Uint8Array {
    this.#try('save', () => this.#graph.writeIndex(FILE_NAME))
    return this.#file.take()
  }

  #try<T>(action: string, run: () => T): T {
    try {
      return run()
    } catch (error) {
      throw new VectorIndexError({ action, reason: this.#reasonOf(error) }, { cause: error })
    }
  }

  #reasonOf(error: unknown): string {
    if (error instanceof WebAssembly.Exception) return this.#library.getExceptionMessage(error)[1]
    return error instanceof Error ? error.message : String(error)
  }
}
