import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { MATCHER_TOKENS, ROLE_BITS, type MatcherWeights } from './matcher-weights.js'

/** Every token weighs at least this, so that its weight tells it from padding. */
const LEAST_WEIGHT = 0.05
/** Weights are divided by this, so that they are about as large as the rest of a state. */
const WEIGHT_SCALE = 9
/** Numbers behind the learned ones: the word's place in its prompt, its weight, and 1 (padding is 0). */
const ADDED = 3

/** What the matcher knows of each word before it looks at the other prompt. */
export class WordStates {
  /** Numbers of a state. */
  readonly shownSize: number
  readonly #weights: MatcherWeights
  /** Projections by word vector: prompts share most of their words, and a projection is the price of a state. */
  readonly #projections = new WeakMap<Float32Array, Float32Array>()

  constructor(weights: MatcherWeights) {
    this.#weights = weights
    this.shownSize = weights.stateSize + ADDED
  }

  /**
   * Writes a state for each of the first `MATCHER_TOKENS` into zeros, row-major: the bias, what the word's roles add, and its
   * projected vector; then what is added.
   */
  write({ texts, vectors, roles, weights }: PromptAnalysis, target: Float32Array, from: number): void {
    const { stateSize, bias, roles: roleTable } = this.#weights
    const shown = Math.min(texts.length, MATCHER_TOKENS)
    for (let at = 0; at < shown; at++) {
      const start = from + at * this.shownSize
      target.set(bias, start)
      for (let bits = roles[at]!, bit = 0; bits !== 0 && bit < ROLE_BITS; bits >>>= 1, bit++) {
        if ((bits & 1) !== 0) addTo(target, start, roleTable, bit * stateSize, stateSize)
      }
      const vector = vectors[at]
      if (vector !== undefined) addTo(target, start, this.#projectionOf(vector), 0, stateSize)
      target[start + stateSize] = at
      target[start + stateSize + 1] = Math.max(LEAST_WEIGHT, weights[at]!) / WEIGHT_SCALE
      target[start + stateSize + 2] = 1
    }
  }

  /** Writes the share that each of the first `MATCHER_TOKENS` has in their weight; they add up to 1. */
  writeShares({ weights }: PromptAnalysis, target: Float32Array, from: number): void {
    const shown = Math.min(weights.length, MATCHER_TOKENS)
    let total = 0
    for (let at = 0; at < shown; at++) total += Math.max(LEAST_WEIGHT, weights[at]!)
    for (let at = 0; at < shown; at++) target[from + at] = Math.max(LEAST_WEIGHT, weights[at]!) / total
  }

  #projectionOf(vector: Float32Array): Float32Array {
    let projection = this.#projections.get(vector)
    if (projection === undefined) this.#projections.set(vector, (projection = project(vector, this.#weights)))
    return projection
  }
}

function addTo(target: Float32Array, start: number, source: Float32Array, from: number, size: number): void {
  for (let k = 0; k < size; k++) target[start + k]! += source[from + k]!
}

function project(vector: Float32Array, { stateSize, projection }: MatcherWeights): Float32Array {
  const projected = new Float32Array(stateSize)
  for (let d = 0; d < vector.length; d++) {
    const value = vector[d]!
    const row = d * stateSize
    for (let k = 0; k < stateSize; k++) projected[k]! += value * projection[row + k]!
  }
  return projected
}
