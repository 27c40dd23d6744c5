import { VectorIndexError } from '../errors/errors.js'
import { ExactIndex } from './exact-index.js'
import { decodeHnswFile, encodeHnswFile } from './hnsw-file.js'
import { HnswGraph } from './hnsw-graph.js'
import { TopK } from './top-k.js'
import type { VectorArena } from './vector-arena.js'
import type { Neighbour, VectorIndex } from './vector-index.js'

/** Nodes that the graph proposes: of the nearest five at 50,000 it found .987 with 64, .995 with 128, .996 with 256. */
const PROPOSED_NODES = 128
/** In the place of the label of a node whose label was removed. */
const REMOVED = -1

/**
 * Approximate search by an HNSW graph. Inserting into the graph is slow, so embeddings wait until {@link HnswIndex.settle}
 * takes them in, and are compared one by one until then. Removed labels stay in the graph as nodes that are passed over.
 * The graph only proposes: similarities are computed from the embeddings, and where it proposes too few acceptable labels
 * all are compared.
 */
export class HnswIndex implements VectorIndex {
  readonly #graph: HnswGraph
  /** In the graph. */
  readonly #settled: ExactIndex
  readonly #waiting: ExactIndex
  readonly #labels: number[] = []
  readonly #nodes = new Map<number, number>()

  private constructor(graph: HnswGraph, waiting: ExactIndex) {
    this.#graph = graph
    this.#waiting = waiting
    this.#settled = waiting.emptySibling()
  }

  /** Takes over an exact index, all of whose labels then wait, and an empty graph. */
  static over(vectors: ExactIndex, graph: HnswGraph): HnswIndex {
    return new HnswIndex(graph, vectors)
  }

  /**
   * Takes over an exact index and brings back the graph that {@link HnswIndex.save} wrote. Labels that the exact index lacks
   * are removed, those that the graph lacks wait; for the others the embeddings must be those of then. Throws
   * `VectorIndexError` for bytes that are damaged or of other dimensions, and then leaves the exact index alone.
   */
  static async load(bytes: Uint8Array, vectors: ExactIndex): Promise<HnswIndex> {
    const { dimensions, labels, graph } = decodeHnswFile(bytes)
    if (dimensions !== vectors.dimensions) {
      throw new VectorIndexError({ action: 'load', reason: `it has ${dimensions} dimensions instead of ${vectors.dimensions}` })
    }
    const index = new HnswIndex(await HnswGraph.load(dimensions, graph, labels.length), vectors)
    labels.forEach((label, node) => index.#place(node, label))
    return index
  }

  /** Graph and labels as bytes owned by the caller; the embeddings must be kept too, and labels that wait are not in it. */
  save(): Uint8Array {
    return encodeHnswFile({ dimensions: this.dimensions, labels: this.#labels, graph: this.#graph.save() })
  }

  get dimensions(): number {
    return this.#settled.dimensions
  }

  get size(): number {
    return this.#settled.size + this.#waiting.size
  }

  /** Labels that the graph does not know yet. */
  get waitingCount(): number {
    return this.#waiting.size
  }

  /** Whether the graph has more removed nodes than others, so that it should be built anew. */
  get isWorn(): boolean {
    return this.#graph.size > 2 * this.#settled.size
  }

  add(label: number, embedding: Float32Array): void {
    this.#waiting.add(label, embedding)
    this.#unsettle(label)
  }

  remove(labels: readonly number[]): number {
    let removed = this.#waiting.remove(labels)
    for (const label of labels) if (this.#unsettle(label)) removed++
    return removed
  }

  has(label: number): boolean {
    return this.#settled.has(label) || this.#waiting.has(label)
  }

  /** Takes up to `count` waiting labels into the graph, about a millisecond each; throws `VectorIndexError`. */
  settle(count: number): void {
    for (const label of this.#waiting.firstLabels(count)) {
      this.#place(this.#graph.insert(this.#waiting.vector(label)!), label)
    }
  }

  similarities(query: Float32Array, labels: readonly number[]): Float32Array {
    const waiting = this.#waiting.similarities(query, labels)
    return this.#settled
      .similarities(query, labels)
      .map((similarity, at) => (Number.isNaN(similarity) ? waiting[at]! : similarity))
  }

  search(query: Float32Array, k: number, accept?: (label: number) => boolean): Neighbour[] {
    const best = new TopK<Neighbour>(k)
    const offer = (found: readonly Neighbour[]) => {
      for (const neighbour of found) best.offer(neighbour.similarity, neighbour)
    }
    offer(this.#waiting.search(query, k, accept))
    offer(this.#searchGraph(query, k, accept) ?? this.#settled.search(query, k, accept))
    return best.items()
  }

  /** Gives all embeddings back as an exact index; this one must not be used afterwards. */
  toExact(): ExactIndex {
    for (const label of this.#waiting.labels()) this.#waiting.handOver(label, this.#settled)
    return this.#settled
  }

  /** Copies every embedding to another arena and leaves the present one. */
  moveTo(arena: VectorArena): void {
    this.#settled.moveTo(arena)
    this.#waiting.moveTo(arena)
  }

  close(): void {
    this.#settled.close()
    this.#waiting.close()
  }

  /** Null where the graph may hold more acceptable labels than it proposed. */
  #searchGraph(query: Float32Array, k: number, accept?: (label: number) => boolean): Neighbour[] | null {
    const nodes = this.#graph.search(query, Math.max(PROPOSED_NODES, 2 * k))
    const labels = nodes.map((node) => this.#labels[node]!).filter((label) => label !== REMOVED && (!accept || accept(label)))
    if (labels.length < Math.min(k, this.#settled.size) && nodes.length < this.#graph.size) return null
    const similarities = this.#settled.similarities(query, labels)
    return labels.map((label, at) => ({ label, similarity: similarities[at]! }))
  }

  /** Notes which label a node stands for, and that it waits no more. */
  #place(node: number, label: number): void {
    const isThere = this.#waiting.has(label)
    this.#labels[node] = isThere ? label : REMOVED
    if (!isThere) return
    this.#nodes.set(label, node)
    this.#waiting.handOver(label, this.#settled)
  }

  #unsettle(label: number): boolean {
    const node = this.#nodes.get(label)
    if (node === undefined) return false
    this.#nodes.delete(label)
    this.#labels[node] = REMOVED
    this.#settled.remove([label])
    return true
  }
}
