import { EncoderOutputError } from '../errors/errors.js'
import type { Encoder } from './encoder.js'

/**
 * Wraps an encoder that we did not write: checks what it returns and brings it to unit length. Throws
 * `EncoderOutputError` instead of letting one bad vector poison an index.
 */
export class CheckedEncoder implements Encoder {
  readonly id: string
  readonly dimensions: number
  readonly #inner: Encoder

  constructor(inner: Encoder) {
    this.id = inner.id
    this.dimensions = inner.dimensions
    this.#inner = inner
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const embeddings: unknown = await this.#inner.embed(texts)
    if (!Array.isArray(embeddings)) throw this.#problem(`${typeof embeddings} instead of an array`)
    if (embeddings.length !== texts.length) throw this.#problem(`${embeddings.length} embeddings for ${texts.length} texts`)
    return embeddings.map((embedding) => this.#check(embedding))
  }

  async close(): Promise<void> {
    await this.#inner.close?.()
  }

  #check(embedding: unknown): Float32Array {
    if (!(embedding instanceof Float32Array) && !Array.isArray(embedding))
      throw this.#problem('an embedding that is no Float32Array')
    if (embedding.length !== this.dimensions)
      throw this.#problem(`an embedding of ${embedding.length} numbers, dimensions says ${this.dimensions}`)
    const vector = Float32Array.from(embedding as ArrayLike<number>)
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
    if (!Number.isFinite(length)) throw this.#problem('an embedding with a number that is not finite')
    if (length === 0) throw this.#problem('an embedding of zeros')
    return vector.map((value) => value / length)
  }

  #problem(problem: string): EncoderOutputError {
    return new EncoderOutputError({ encoderId: this.id, problem })
  }
}
