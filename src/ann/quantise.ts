/** How well codes stand for a vector. */
export interface Quantised {
  /** Value of one step: vector ≈ scale × codes. */
  readonly scale: number
  /** Euclidean length of what the codes leave out: vector − scale × codes. */
  readonly residual: number
}

/** Writes a vector as whole numbers −levels…levels into `codes`. */
export function quantise(vector: Float32Array, levels: number, codes: Int8Array | Int16Array): Quantised {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = largest / levels
  let squares = 0
  for (let at = 0; at < vector.length; at++) {
    const code = scale === 0 ? 0 : Math.round(vector[at]! / scale)
    codes[at] = code
    squares += (vector[at]! - scale * code) ** 2
  }
  return { scale, residual: Math.sqrt(squares) }
}

/** Euclidean length. */
export function lengthOf(vector: Float32Array): number {
  let squares = 0
  for (const value of vector) squares += value * value
  return Math.sqrt(squares)
}
