import type { Tensor } from '../onnx/session.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { MATCHER_TOKENS, RELATION_BITS, type MatcherWeights } from './matcher-weights.js'
import type { PairAlignment } from './pair-alignment.js'
import { WordStates } from './word-states.js'

/** Every token weighs at least this, so that weight 0 means padding. */
const LEAST_WEIGHT = 0.05

/** Prepares the inputs of the graph's attention over words: a state a token, a pull and a description a pair of tokens. */
export class PairMatcher {
  readonly #weights: MatcherWeights
  readonly states: WordStates

  constructor(weights: MatcherWeights) {
    this.#weights = weights
    this.states = new WordStates(weights)
  }

  /** Tensors for several pairs, padded to the longest of each side; `batch × tokens × …`, row-major. */
  inputs(pairs: readonly PairAlignment[]): Record<string, Tensor> {
    const { stateSize, relationSize } = this.#weights
    const rows = longest(pairs.map(({ a }) => a))
    const columns = longest(pairs.map(({ b }) => b))
    const count = pairs.length
    const statesA = new Float32Array(count * rows * stateSize)
    const statesB = new Float32Array(count * columns * stateSize)
    const weightsA = new Float32Array(count * rows)
    const weightsB = new Float32Array(count * columns)
    const pulls = new Float32Array(count * rows * columns)
    const relations = new Float32Array(count * rows * columns * relationSize)
    for (const [index, pair] of pairs.entries()) {
      statesA.set(this.states.of(pair.a), index * rows * stateSize)
      statesB.set(this.states.of(pair.b), index * columns * stateSize)
      fillWeights(weightsA, index * rows, pair.a)
      fillWeights(weightsB, index * columns, pair.b)
      this.#fillCells(pair, columns, pulls, relations, index * rows * columns)
    }
    return {
      states_a: { data: statesA, dims: [count, rows, stateSize] },
      states_b: { data: statesB, dims: [count, columns, stateSize] },
      weights_a: { data: weightsA, dims: [count, rows] },
      weights_b: { data: weightsB, dims: [count, columns] },
      pulls: { data: pulls, dims: [count, rows, columns] },
      relations: { data: relations, dims: [count, rows, columns, relationSize] },
    }
  }

  /** Pull and description of every pair of tokens; the last number of a description is the cosine. */
  #fillCells(
    { a, b, relations, cosines }: PairAlignment,
    columns: number,
    pulls: Float32Array,
    described: Float32Array,
    from: number,
  ): void {
    const { relationSize, relations: table, cosinePull, distancePull } = this.#weights
    const width = b.texts.length
    const heightShown = Math.min(a.texts.length, MATCHER_TOKENS)
    const widthShown = Math.min(width, MATCHER_TOKENS)
    for (let i = 0; i < heightShown; i++) {
      for (let j = 0; j < widthShown; j++) {
        const cosine = cosines[i * width + j]!
        const cell = from + i * columns + j
        let pull = cosinePull * cosine + distancePull * Math.abs(i / heightShown - j / widthShown)
        const start = cell * relationSize
        for (let bits = relations[i * width + j]!, bit = 0; bits !== 0 && bit < RELATION_BITS; bits >>>= 1, bit++) {
          if ((bits & 1) === 0) continue
          pull += table[bit * relationSize]!
          for (let k = 1; k < relationSize; k++) described[start + k - 1]! += table[bit * relationSize + k]!
        }
        pulls[cell] = pull
        described[start + relationSize - 1] = cosine
      }
    }
  }
}

function longest(analyses: readonly PromptAnalysis[]): number {
  return Math.min(MATCHER_TOKENS, Math.max(1, ...analyses.map(({ texts }) => texts.length)))
}

function fillWeights(target: Float32Array, from: number, { weights }: PromptAnalysis): void {
  for (let at = 0; at < Math.min(weights.length, MATCHER_TOKENS); at++) target[from + at] = Math.max(LEAST_WEIGHT, weights[at]!)
}
