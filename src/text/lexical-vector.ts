/**
 * A prompt as a sparse bag of weighted terms, for the lexical half of retrieval.
 * `ids` are 32-bit hashes of the terms, ascending and unique; `weights` (IDF based) have unit Euclidean length.
 */
export interface LexicalVector {
  readonly ids: Uint32Array
  readonly weights: Float32Array
}
