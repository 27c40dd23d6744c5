/** Word vectors for soft alignment; the bundled encoder's table is one. */
export interface TokenVectors {
  readonly dimensions: number
  /** Unit-length vector of a token; undefined for a word without one. Shared: the callee keeps ownership and never changes it. */
  vectorOf(token: string): Float32Array | undefined
}
