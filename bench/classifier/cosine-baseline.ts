import { seededRandom } from '../../src/random/seeded-random.js'
import { dot } from '../../src/text/vectors-of.js'

const VECTORS = 1000
const DIMENSIONS = 256

/** What the stages are compared with: the dot products of one embedding with a thousand others, in plain JavaScript. */
export class CosineBaseline {
  readonly #vectors: readonly Float32Array[]

  constructor(seed: number) {
    const random = seededRandom(seed)
    this.#vectors = Array.from({ length: VECTORS + 1 }, () =>
      Float32Array.from({ length: DIMENSIONS }, () => random.share() - 0.5),
    )
  }

  /** Microseconds. */
  time(): number {
    const [query, ...others] = this.#vectors as [Float32Array, ...Float32Array[]]
    let sum = 0
    const started = performance.now()
    for (const other of others) sum += dot(query, other)
    const us = 1000 * (performance.now() - started)
    if (!Number.isFinite(sum)) throw new Error('the products must be used, or they would not be computed')
    return us
  }
}
