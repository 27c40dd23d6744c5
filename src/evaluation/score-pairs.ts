import type { Difference } from '../classifier/classifier.js'
import type { Inference } from '../inference/inference.js'
import type { PairInFile } from '../pairs/read-pairs.js'

/** A pair with what the models say of it. */
export interface ScoredPair extends PairInFile {
  /** The classifier's probability that one response serves both, 0…1. */
  readonly score: number
  /** Cosine of the two embeddings, −1…1; null when it was not asked for. */
  readonly similarity: number | null
  /** Empty when they were not asked for. */
  readonly differences: readonly Difference[]
  /** Time from the two prompts to the score, encoding included where the classifier needs it. */
  readonly scoreMs: number
  /** Time from the two prompts to the similarity; null without one. */
  readonly similarityMs: number | null
}

/** What to find out about each pair beside its score. */
export interface ScoringWishes {
  /** True for classifiers that read embeddings. */
  readonly needsEmbeddings: boolean
  readonly withSimilarity: boolean
  readonly withDifferences: boolean
}

/**
 * Scores pairs one after another, as they are read: prompt_a is taken as asked, prompt_b as stored. `inference` is open with
 * an encoder and a classifier; `now` gives milliseconds.
 */
export async function* scorePairs(
  pairs: AsyncIterable<PairInFile>,
  inference: Pick<Inference, 'encode' | 'score' | 'explain'>,
  wishes: ScoringWishes,
  now: () => number,
): AsyncGenerator<ScoredPair> {
  for await (const each of pairs) {
    const { promptA, promptB } = each.pair
    const startMs = now()
    const [a, b] = await encodeBoth(inference, promptA, promptB, wishes)
    const encodedMs = now()
    const similarity = wishes.withSimilarity && a && b ? dotProduct(a, b) : null
    const comparedMs = now()
    const scores = await inference.score(sideOf(promptA, a), [sideOf(promptB, b)])
    const scoredMs = now()
    yield {
      ...each,
      score: scores[0]!,
      similarity,
      differences: wishes.withDifferences ? (await inference.explain(promptA, [promptB]))[0]! : [],
      scoreMs: scoredMs - comparedMs + (wishes.needsEmbeddings ? encodedMs - startMs : 0),
      similarityMs: similarity === null ? null : comparedMs - startMs,
    }
  }
}

async function encodeBoth(
  inference: Pick<Inference, 'encode'>,
  promptA: string,
  promptB: string,
  { needsEmbeddings, withSimilarity }: ScoringWishes,
): Promise<(Float32Array | undefined)[]> {
  if (!needsEmbeddings && !withSimilarity) return []
  return (await inference.encode([promptA, promptB])).map(({ embedding }) => embedding ?? undefined)
}

function sideOf(prompt: string, embedding: Float32Array | undefined) {
  return embedding ? { prompt, embedding } : { prompt }
}

/** Cosine similarity, since embeddings have unit length; rounding may lead a little beyond ±1. */
function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return Math.max(-1, Math.min(1, sum))
}
