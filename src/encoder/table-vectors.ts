import type { TokenVectors } from '../text/token-vectors.js'
import type { PromptRows } from './prompt-rows.js'

/** Token vectors remembered at a time; 256 floats each make about 20 MB. */
const MAX_CACHED_VECTORS = 20_000

/** Unit vectors of single tokens from the encoder's int8 table. */
export class TableVectors implements TokenVectors {
  readonly dimensions: number
  readonly #rows: PromptRows
  readonly #table: Int8Array
  readonly #scales: Float32Array
  readonly #cache = new Map<string, Float32Array | undefined>()

  constructor(rows: PromptRows, table: Int8Array, scales: Float32Array, dimensions: number) {
    this.#rows = rows
    this.#table = table
    this.#scales = scales
    this.dimensions = dimensions
  }

  vectorOf(token: string): Float32Array | undefined {
    if (this.#cache.has(token)) return this.#cache.get(token)
    const vector = this.#compute(token)
    if (this.#cache.size >= MAX_CACHED_VECTORS) this.#cache.clear()
    this.#cache.set(token, vector)
    return vector
  }

  #compute(token: string): Float32Array | undefined {
    const { rows, weights } = this.#rows.ofToken(token)
    const vector = new Float32Array(this.dimensions)
    rows.forEach((row, index) => {
      const factor = weights[index]! * this.#scales[row]!
      const start = row * this.dimensions
      for (let d = 0; d < this.dimensions; d++) vector[d]! += factor * this.#table[start + d]!
    })
    let squares = 0
    for (const value of vector) squares += value * value
    if (squares === 0) return undefined
    const length = Math.sqrt(squares)
    for (let d = 0; d < this.dimensions; d++) vector[d]! /= length
    return vector
  }
}
