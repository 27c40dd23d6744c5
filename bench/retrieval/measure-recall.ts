import { ExactIndex } from '../../src/ann/exact-index.js'
import { LexicalIndex } from '../../src/ann/lexical-index.js'
import { rankTogether } from '../../src/ann/rank-together.js'
import { TopK } from '../../src/ann/top-k.js'
import { VectorArena } from '../../src/ann/vector-arena.js'
import type { EncodedPrompt } from '../../src/inference/inference.js'
import { Bm25 } from './bm25.js'
import type { RetrievalSet } from './read-sets.js'

const K = 5

/** Share of the queries for which one of the 5 nearest other prompts belongs to the query's group, by method. */
export type RecallByMethod = Readonly<Record<string, number>>

/** Measures BM25, both sides of retrieval alone, and both together at each weight of the lexical side. */
export function measureRecall(set: RetrievalSet, encoded: readonly EncodedPrompt[], weights: readonly number[]): RecallByMethod {
  const vectors = new ExactIndex(new VectorArena(encoded[0]!.embedding!.length))
  const words = new LexicalIndex()
  encoded.forEach(({ embedding, lexical }, label) => {
    vectors.add(label, embedding!)
    words.add(label, lexical)
  })
  const bm25 = new Bm25(set.prompts)
  const methods: Record<string, (query: number, accept: (label: number) => boolean) => readonly number[]> = {
    BM25: (query, accept) => bestOf(bm25.score(set.prompts[query]!), accept),
    lexical: (query, accept) => labelsOf(words.search(encoded[query]!.lexical, K, accept)),
    encoder: (query, accept) => labelsOf(vectors.search(encoded[query]!.embedding!, K, accept)),
  }
  for (const weight of weights) {
    methods[`hybrid ${weight}`] = (query, accept) => {
      const { embedding, lexical } = encoded[query]!
      return labelsOf(rankTogether(vectors, words, { embedding: embedding!, lexical, k: K, accept }, weight))
    }
  }
  return Object.fromEntries(Object.entries(methods).map(([name, search]) => [name, recallOf(set, search)]))
}

function recallOf(set: RetrievalSet, search: (query: number, accept: (label: number) => boolean) => readonly number[]): number {
  const groupOf = (at: number) => set.groups.get(set.prompts[at]!)
  const found = set.queries.filter((query) => {
    const labels = search(query, (label) => label !== query)
    return labels.some((label) => groupOf(label) === groupOf(query))
  })
  return found.length / set.queries.length
}

function bestOf(scores: Float64Array, accept: (label: number) => boolean): number[] {
  const best = new TopK<number>(K)
  scores.forEach((score, at) => {
    if (score > Math.max(0, best.floor) && accept(at)) best.offer(score, at)
  })
  return best.items()
}

function labelsOf(found: readonly { readonly label: number }[]): number[] {
  return found.map(({ label }) => label)
}
