import { ExactIndex } from '../../src/ann/exact-index.js'
import { HnswGraph } from '../../src/ann/hnsw-graph.js'
import { HnswIndex } from '../../src/ann/hnsw-index.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { percentile } from '../percentile.js'

/** Candidates that hybrid retrieval asks an index for. */
const K = 32
/** Of which those count that a lookup scores. */
const SCORED = 5

/**
 * What both kinds of index cost at one size, in CPU time, which a busy machine changes less than time on the clock; only
 * ratios carry over to another machine. Searches are medians.
 */
export interface SizeReport {
  readonly entries: number
  readonly exactMs: number
  readonly hnswMs: number
  /** Exact time over HNSW time: above 1 the graph answers faster. */
  readonly ratio: number
  /** Share of the exact nearest 5 that HNSW finds. */
  readonly recallAt5: number
  readonly recallAt32: number
  /** Mean over the inserts since the size before. */
  readonly insertMs: number
  /** Milliseconds that a lookup saves for each that an insert costs: below 1 an insert a lookup costs more than it saves. */
  readonly savedPerInsert: number
  /** All inserts so far: what a restart costs without a saved graph. */
  readonly buildSeconds: number
  readonly saveMs: number
  readonly loadMs: number
  readonly savedMiB: number
}

/** Grows an exact and an HNSW index over the same embeddings, and times both at each size with the same queries in turn. */
export async function* measureIndexes(
  embeddings: readonly Float32Array[],
  queries: readonly Float32Array[],
  sizes: readonly number[],
): AsyncGenerator<SizeReport> {
  const dimensions = embeddings[0]!.length
  const exact = new ExactIndex(new VectorArena(dimensions))
  const hnsw = HnswIndex.over(new ExactIndex(new VectorArena(dimensions)), await HnswGraph.create(dimensions, Math.max(...sizes)))
  let buildMs = 0
  for (const entries of sizes) {
    const from = exact.size
    for (let label = from; label < entries; label++) {
      exact.add(label, embeddings[label]!)
      hnsw.add(label, embeddings[label]!)
    }
    const insertedMs = await timed(() => hnsw.settle(entries - from))
    buildMs += insertedMs
    const { exactMs, hnswMs, recallAt5, recallAt32 } = compare(exact, hnsw, queries)
    let bytes = new Uint8Array(0)
    const saveMs = await timed(() => void (bytes = hnsw.save() as Uint8Array<ArrayBuffer>))
    const copy = new ExactIndex(new VectorArena(dimensions))
    for (let label = 0; label < entries; label++) copy.add(label, embeddings[label]!)
    const loadMs = await timed(() => HnswIndex.load(bytes, copy))
    const insertMs = insertedMs / (entries - from)
    yield {
      entries,
      exactMs,
      hnswMs,
      ratio: exactMs / hnswMs,
      recallAt5,
      recallAt32,
      insertMs,
      savedPerInsert: (exactMs - hnswMs) / insertMs,
      buildSeconds: buildMs / 1000,
      saveMs,
      loadMs,
      savedMiB: bytes.length / 2 ** 20,
    }
  }
}

function compare(exact: ExactIndex, hnsw: HnswIndex, queries: readonly Float32Array[]) {
  const exactTimes: number[] = []
  const hnswTimes: number[] = []
  let near = 0
  let nearest = 0
  for (const query of queries) {
    const startMs = cpuMs()
    const expected = exact.search(query, K)
    const betweenMs = cpuMs()
    const neighbours = hnsw.search(query, K)
    hnswTimes.push(cpuMs() - betweenMs)
    exactTimes.push(betweenMs - startMs)
    const found = new Set(neighbours.map(({ label }) => label))
    const hits = expected.map(({ label }) => (found.has(label) ? 1 : 0))
    near += mean(hits)
    nearest += mean(hits.slice(0, SCORED))
  }
  return {
    exactMs: percentile(exactTimes, 50),
    hnswMs: percentile(hnswTimes, 50),
    recallAt5: nearest / queries.length,
    recallAt32: near / queries.length,
  }
}

async function timed(work: () => unknown): Promise<number> {
  const startMs = cpuMs()
  await work()
  return cpuMs() - startMs
}

/** CPU time of this process so far. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
