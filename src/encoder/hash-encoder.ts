import { fnv1a } from '../text/fnv1a.js'
import type { Encoder } from './encoder.js'

/**
 * A bag of words in hashed directions: deterministic, instant and without a model. For tests and examples; it knows no
 * synonyms.
 */
export class HashEncoder implements Encoder {
  readonly id: string
  readonly dimensions: number

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.id = `hash-${dimensions}`
  }

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(texts.map((text) => this.#embedOne(text)))
  }

  #embedOne(text: string): Float32Array {
    const embedding = new Float32Array(this.dimensions)
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
      let state = fnv1a(word) || 1
      for (let d = 0; d < this.dimensions; d++) {
        state ^= state << 13
        state ^= state >>> 17
        state ^= state << 5
        embedding[d]! += state / 2 ** 31
      }
    }
    const length = Math.hypot(...embedding) || 1
    return embedding.map((value) => value / length)
  }
}
