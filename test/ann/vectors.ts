import * as fc from 'fast-check'
import { seededRandom } from '../../src/random/seeded-random.js'

/** A unit vector. */
export function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

/** Unit vectors in all directions, the same for the same seed. */
export function randomVectors(count: number, dimensions: number, seed: number): Float32Array[] {
  const random = seededRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.share())) * Math.cos(2 * Math.PI * random.share())
  return Array.from({ length: count }, () => unit(...Array.from({ length: dimensions }, normal)))
}

/** Unit vectors of so many dimensions. */
export function unitVector(dimensions: number): fc.Arbitrary<Float32Array> {
  return fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: dimensions, maxLength: dimensions })
    .filter((values) => values.some((value) => value !== 0))
    .map((values) => unit(...values))
}

export function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0)
}
