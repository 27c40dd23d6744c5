import type { Pooling } from '../encoder.js'

/**
 * Makes one unit-length embedding of the `tokens` rows of `hidden` that start at `row`, each `dimensions` long: their mean,
 * or the first of them. A text of zeros stays one.
 */
export function poolTokens(
  hidden: Float32Array,
  row: number,
  tokens: number,
  dimensions: number,
  pooling: Pooling,
): Float32Array {
  const sum = new Float64Array(dimensions)
  const end = row + (pooling === 'cls' ? 1 : tokens)
  for (let at = row; at < end; at++) {
    for (let d = 0; d < dimensions; d++) sum[d]! += hidden[at * dimensions + d]!
  }
  let squares = 0
  for (const value of sum) squares += value * value
  const length = Math.sqrt(squares) || 1
  return Float32Array.from(sum, (value) => value / length)
}
