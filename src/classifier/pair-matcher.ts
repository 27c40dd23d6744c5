import type { Tensor } from '../onnx/session.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { RELATION_BITS, ROLE_BITS, type MatcherWeights } from './matcher-weights.js'
import type { PairAlignment } from './pair-alignment.js'

/** Tokens of a prompt that the matcher sees; the features see all. */
export const MATCHER_TOKENS = 32
/** Every token weighs at least this, so that weight 0 means padding. */
const LEAST_WEIGHT = 0.05

/** Prepares the inputs of the graph's attention over words: a state a token, a pull and a description a pair of tokens. */
export class PairMatcher {
  readonly #weights: MatcherWeights
  readonly #states = new WeakMap<PromptAnalysis, Float32Array>()

  constructor(weights: MatcherWeights) {
    this.#weights = weights
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
    const described = relationSize
    const relations = new Float32Array(count * rows * columns * described)
    for (const [index, pair] of pairs.entries()) {
      statesA.set(this.#statesOf(pair.a), index * rows * stateSize)
      statesB.set(this.#statesOf(pair.b), index * columns * stateSize)
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
      relations: { data: relations, dims: [count, rows, columns, described] },
    }
  }

  #statesOf(analysis: PromptAnalysis): Float32Array {
    let states = this.#states.get(analysis)
    if (states === undefined) this.#states.set(analysis, (states = stateMatrix(analysis, this.#weights)))
    return states
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

/** One state a token: its projected word vector, the bias, and what its roles add. */
function stateMatrix({ texts, vectors, roles }: PromptAnalysis, weights: MatcherWeights): Float32Array {
  const { stateSize, projection, bias, roles: roleTable } = weights
  const shown = Math.min(texts.length, MATCHER_TOKENS)
  const states = new Float32Array(shown * stateSize)
  for (let at = 0; at < shown; at++) {
    const state = states.subarray(at * stateSize, (at + 1) * stateSize)
    state.set(bias)
    for (let bit = 0; bit < ROLE_BITS; bit++) {
      if ((roles[at]! & (1 << bit)) !== 0) for (let k = 0; k < stateSize; k++) state[k]! += roleTable[bit * stateSize + k]!
    }
    const vector = vectors[at]
    if (vector === undefined) continue
    for (let d = 0; d < vector.length; d++) {
      const value = vector[d]!
      const row = d * stateSize
      for (let k = 0; k < stateSize; k++) state[k]! += value * projection[row + k]!
    }
  }
  return states
}
