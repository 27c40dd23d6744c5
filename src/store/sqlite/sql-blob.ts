import type { LexicalVector } from '../../text/lexical-vector.js'

/** Little-endian float32, four bytes a number; shares the embedding's memory. */
export function toSqlEmbedding(embedding: Float32Array): Uint8Array {
  return new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength)
}

/** Takes ownership of the bytes. */
export function fromSqlEmbedding(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}

/** All ids (uint32), then all weights (float32), little-endian. */
export function toSqlLexical({ ids, weights }: LexicalVector): Uint8Array {
  const bytes = new Uint8Array(ids.byteLength + weights.byteLength)
  bytes.set(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), ids.byteLength)
  return bytes
}

/** Takes ownership of the bytes. */
export function fromSqlLexical(bytes: Uint8Array): LexicalVector {
  const count = bytes.byteLength / 8
  return {
    ids: new Uint32Array(bytes.buffer, bytes.byteOffset, count),
    weights: new Float32Array(bytes.buffer, bytes.byteOffset + 4 * count, count),
  }
}
