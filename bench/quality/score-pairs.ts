import type { Inference } from '../../src/inference/inference.js'
import type { SafetyPair } from './read-safety-set.js'

export interface ScoredPair {
  readonly pair: SafetyPair
  /** The classifier's probability, 0…1. */
  readonly score: number
  /** Cosine of the two embeddings, −1…1. */
  readonly similarity: number
}

/** Scores pairs with an open classifier and its encoder, one pair after another. */
export async function scorePairs(inference: Inference, pairs: readonly SafetyPair[]): Promise<readonly ScoredPair[]> {
  const scored: ScoredPair[] = []
  for (const pair of pairs) {
    const [a, b] = (await inference.encode([pair.prompt_a, pair.prompt_b])).map(({ embedding }) => embedding!)
    const [score] = await inference.score({ prompt: pair.prompt_a, embedding: a! }, [{ prompt: pair.prompt_b, embedding: b! }])
    scored.push({ pair, score: score!, similarity: dotProduct(a!, b!) })
  }
  return scored
}

/** Cosine similarity, since embeddings have unit length. */
function dotProduct(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
