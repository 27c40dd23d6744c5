/** Word vectors for soft alignment; the bundled encoder's table is one. */
export interface TokenVectors {
  readonly dimensions: number
  /** Vector of a token (or of its base form), any length; undefined for a word without one. The callee keeps ownership. */
  vectorOf(token: string): Float32Array | undefined
}
