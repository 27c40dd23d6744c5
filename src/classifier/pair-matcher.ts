import type { Tensor } from '../onnx/session.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { MATCHER_TOKENS, RELATION_BITS, type MatcherWeights } from './matcher-weights.js'
import type { PairAlignment } from './pair-alignment.js'
import { WordStates } from './word-states.js'

/** The pull of padding: attention never goes there. */
const PADDED_PULL = -1e4

/** Prepares the inputs of the graph's attention over words: a state a token, a pull and a description a pair of tokens. */
export class PairMatcher {
  readonly #weights: MatcherWeights
  readonly #states: WordStates

  constructor(weights: MatcherWeights) {
    this.#weights = weights
    this.#states = new WordStates(weights)
  }

  /** Tensors for several pairs, `2 sides × pairs × tokens × …`, row-major, padded to the longest prompt of all. */
  inputs(pairs: readonly PairAlignment[]): Record<string, Tensor> {
    const { relationSize } = this.#weights
    const { shownSize } = this.#states
    const count = pairs.length
    const words = longest(pairs)
    const states = new Float32Array(2 * count * words * shownSize)
    const shares = new Float32Array(2 * count * words)
    const pulls = new Float32Array(2 * count * words * words).fill(PADDED_PULL)
    const relations = new Float32Array(2 * count * words * words * relationSize)
    for (const [index, pair] of pairs.entries()) {
      for (const [at, analysis] of [pair.a, pair.b].entries()) {
        const row = (at * count + index) * words
        this.#states.write(analysis, states, row * shownSize)
        this.#states.writeShares(analysis, shares, row)
      }
      this.#fillCells(pair, words, pulls, relations, index * words * words, (count + index) * words * words)
    }
    return {
      states: { data: states, dims: [2, count, words, shownSize] },
      shares: { data: shares, dims: [2, count, 1, words] },
      pulls: { data: pulls, dims: [2, count, words, words] },
      relations: { data: relations, dims: [2, count, words, words, relationSize] },
    }
  }

  /**
   * Pull and description of every pair of tokens, as the first prompt sees it (from `fromA`) and as the second does (from
   * `fromB`, transposed); the last number of a description is the cosine.
   */
  #fillCells(
    { a, b, relations, cosines }: PairAlignment,
    words: number,
    pulls: Float32Array,
    described: Float32Array,
    fromA: number,
    fromB: number,
  ): void {
    const { relationSize, relations: table, cosinePull, distancePull } = this.#weights
    const width = b.texts.length
    const heightShown = Math.min(a.texts.length, MATCHER_TOKENS)
    const widthShown = Math.min(width, MATCHER_TOKENS)
    for (let i = 0; i < heightShown; i++) {
      for (let j = 0; j < widthShown; j++) {
        const cosine = cosines[i * width + j]!
        const cell = fromA + i * words + j
        const start = cell * relationSize
        let pull = cosinePull * cosine + distancePull * Math.abs(i / heightShown - j / widthShown)
        for (let bits = relations[i * width + j]!, bit = 0; bits !== 0 && bit < RELATION_BITS; bits >>>= 1, bit++) {
          if ((bits & 1) === 0) continue
          pull += table[bit * relationSize]!
          for (let k = 1; k < relationSize; k++) described[start + k - 1]! += table[bit * relationSize + k]!
        }
        described[start + relationSize - 1] = cosine
        const mirrored = fromB + j * words + i
        pulls[cell] = pulls[mirrored] = pull
        for (let k = 0; k < relationSize; k++) described[mirrored * relationSize + k] = described[start + k]!
      }
    }
  }
}

function longest(pairs: readonly PairAlignment[]): number {
  const lengthOf = ({ texts }: PromptAnalysis) => texts.length
  return Math.min(MATCHER_TOKENS, Math.max(1, ...pairs.map(({ a, b }) => Math.max(lengthOf(a), lengthOf(b)))))
}
