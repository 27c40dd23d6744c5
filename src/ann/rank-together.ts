import type { LexicalVector } from '../text/lexical-vector.js'
import type { LexicalIndex } from './lexical-index.js'
import { TopK } from './top-k.js'
import type { Neighbour, VectorIndex } from './vector-index.js'

/**
 * Weight of the lexical cosine beside the embedding's. Of 0.25 to 1, one half found most paraphrases on qqp_dev (.927 among the
 * nearest five; .892 without) and lost least elsewhere: `npm run bench:retrieval -- --data ../shared/data --sweep`.
 */
export const LEXICAL_WEIGHT = 0.5
/** Candidates that each side proposes at first: enough for 98 of 100 prompts among 50,000, and four times as many for the others. */
const FIRST_POOL = 32
/** By how much the pools grow when they leave the ranking open. */
const POOL_GROWTH = 4
/** Pools do not grow beyond: it takes hundreds of near-equal candidates on both sides to leave the ranking open there. */
const MAX_POOL = 512

/** A candidate with both of its similarities. */
export interface RetrievedLabel {
  readonly label: number
  /** Cosine of the embeddings, −1…1. */
  readonly similarity: number
  /** Cosine of the lexical vectors, 0…1. */
  readonly lexicalSimilarity: number
}

/** What is looked for; `weight` of the lexical side is another only in benches. */
export interface HybridQuery {
  readonly embedding: Float32Array
  readonly lexical: LexicalVector
  readonly k: number
  readonly accept: ((label: number) => boolean) | undefined
}

/**
 * The `k` accepted labels of the highest similarity + weight × lexical similarity. Each side proposes its
 * nearest, and more of them until no label that neither proposed can belong to the `k` (the threshold algorithm of Fagin,
 * Lotem and Naor, 2003), so the ranking is that of comparing all, as far as `vectors` is exact.
 */
export function rankTogether(
  vectors: VectorIndex,
  words: LexicalIndex,
  query: HybridQuery,
  weight = LEXICAL_WEIGHT,
): RetrievedLabel[] {
  const accept = (label: number) => vectors.has(label) && (query.accept?.(label) ?? true)
  for (let size = Math.max(FIRST_POOL, query.k); ; size *= POOL_GROWTH) {
    const near = vectors.search(query.embedding, size, query.accept)
    const wordsOfNear = near.map(({ label }) => words.similarity(query.lexical, label))
    // What the nearest share with the query at least: others that share no more are not worth finding.
    const least = near.length < size ? 0 : Math.min(...wordsOfNear)
    const alike = words.search(query.lexical, size, accept, least)
    const best = rank(vectors, query, weight, near, wordsOfNear, alike)
    if (near.length < size || size >= MAX_POOL) return best.items()
    const highestUnseen = near.at(-1)!.similarity + weight * (alike[size - 1]?.similarity ?? least)
    if (best.floor >= highestUnseen) return best.items()
  }
}

function rank(
  vectors: VectorIndex,
  query: HybridQuery,
  weight: number,
  near: readonly Neighbour[],
  wordsOfNear: readonly number[],
  alike: readonly Neighbour[],
): TopK<RetrievedLabel> {
  const best = new TopK<RetrievedLabel>(query.k)
  const offer = (label: number, similarity: number, lexicalSimilarity: number) =>
    best.offer(similarity + weight * lexicalSimilarity, { label, similarity, lexicalSimilarity })
  const nearLabels = new Set(near.map(({ label }) => label))
  near.forEach(({ label, similarity }, at) => offer(label, similarity, wordsOfNear[at]!))
  const others = alike.filter(({ label }) => !nearLabels.has(label))
  const similarities = vectors.similarities(
    query.embedding,
    others.map(({ label }) => label),
  )
  others.forEach(({ label, similarity }, at) => offer(label, similarities[at]!, similarity))
  return best
}
