import { alignPair, type PairAlignment } from '../../src/classifier/pair-alignment.js'
import { describePair } from '../../src/classifier/pair-features.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import { analyzePrompt } from '../../src/text/analyze-prompt.js'
import { fnv1a } from '../../src/text/fnv1a.js'
import type { TokenVectors } from '../../src/text/token-vectors.js'
import { bundledLexicon as lexicon } from '../text/bundled-lexicon.js'

/** Vectors without meaning: the same word has the same one, other words have others. */
export class RandomVectors implements TokenVectors {
  readonly dimensions = 16
  readonly #vectors = new Map<string, Float32Array>()

  vectorOf(token: string): Float32Array {
    let vector = this.#vectors.get(token)
    if (vector === undefined) this.#vectors.set(token, (vector = unitVector(this.dimensions, fnv1a(token))))
    return vector
  }
}

export function unitVector(dimensions: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  const values = Array.from({ length: dimensions }, () => random.share() - 0.5)
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

/** Lays two prompts side by side; without vectors unless some are given. */
export function align(first: string, second: string, vectors: TokenVectors | null = null): PairAlignment {
  return alignPair(analyzePrompt(first, lexicon, vectors), analyzePrompt(second, lexicon, vectors), lexicon)
}

/** Features of two prompts by name. */
export function compare(first: string, second: string): Readonly<Record<string, number>> {
  return describePair(align(first, second))
}
