import type { TokenVectors } from './token-vectors.js'

/** Finds the vector of every token, else of its base form. */
export function vectorsOf(
  texts: readonly string[],
  lemmas: readonly string[],
  vectors: TokenVectors | null,
): (Float32Array | undefined)[] {
  if (vectors === null) return texts.map(() => undefined)
  return texts.map((text, at) => vectors.vectorOf(text) ?? vectors.vectorOf(lemmas[at]!))
}

/** Weighted mean of the vectors, unit length; null when there is none. */
export function meanOf(vectors: readonly (Float32Array | undefined)[], weights: Float32Array): Float32Array | null {
  const first = vectors.find((vector) => vector !== undefined)
  if (first === undefined) return null
  const sum = new Float32Array(first.length)
  vectors.forEach((vector, at) => {
    const weight = weights[at]!
    if (vector) for (let k = 0; k < sum.length; k++) sum[k]! += vector[k]! * weight
  })
  return toUnitLength(sum)
}

/** Dot product of two vectors of one length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
  return sum
}

/** Scales in place. */
function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  if (length > 0) for (let k = 0; k < vector.length; k++) vector[k]! /= length
  return vector
}
