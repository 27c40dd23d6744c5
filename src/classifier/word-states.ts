import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { MATCHER_TOKENS, ROLE_BITS, type MatcherWeights } from './matcher-weights.js'

/** What the matcher knows of each word before it looks at the other prompt; kept as long as the prompt's analysis is. */
export class WordStates {
  readonly #weights: MatcherWeights
  readonly #states = new WeakMap<PromptAnalysis, Float32Array>()
  /** Projections by word vector: prompts share most of their words, and a projection is the price of a state. */
  readonly #projections = new WeakMap<Float32Array, Float32Array>()

  constructor(weights: MatcherWeights) {
    this.#weights = weights
  }

  /** Row-major, one state a token, of the first `MATCHER_TOKENS`. Shared: not to be changed. */
  of(analysis: PromptAnalysis): Float32Array {
    let states = this.#states.get(analysis)
    if (states === undefined) this.#states.set(analysis, (states = this.#compute(analysis)))
    return states
  }

  /** The bias, what the word's roles add, and its projected vector. */
  #compute({ texts, vectors, roles }: PromptAnalysis): Float32Array {
    const { stateSize, bias, roles: roleTable } = this.#weights
    const shown = Math.min(texts.length, MATCHER_TOKENS)
    const states = new Float32Array(shown * stateSize)
    for (let at = 0; at < shown; at++) {
      const state = states.subarray(at * stateSize, (at + 1) * stateSize)
      state.set(bias)
      for (let bit = 0; bit < ROLE_BITS; bit++) {
        if ((roles[at]! & (1 << bit)) !== 0) addTo(state, roleTable, bit * stateSize)
      }
      const vector = vectors[at]
      if (vector !== undefined) addTo(state, this.#projectionOf(vector), 0)
    }
    return states
  }

  #projectionOf(vector: Float32Array): Float32Array {
    let projection = this.#projections.get(vector)
    if (projection === undefined) this.#projections.set(vector, (projection = project(vector, this.#weights)))
    return projection
  }
}

function addTo(state: Float32Array, source: Float32Array, from: number): void {
  for (let k = 0; k < state.length; k++) state[k]! += source[from + k]!
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
