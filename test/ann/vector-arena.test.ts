import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VectorArena } from '../../src/ann/vector-arena.js'
import { dot, randomVectors, unitVector } from './vectors.js'

describe('VectorArena', () => {
  test('computes the dot product of any slots, in any number of dimensions', () => {
    const dimensions = fc.integer({ min: 1, max: 40 })
    const rows = dimensions.chain((count) => fc.array(unitVector(count), { minLength: 2, maxLength: 30 }))
    fc.assert(
      fc.property(rows, ([query, ...vectors]) => {
        const arena = new VectorArena(query!.length)
        const slots = Uint32Array.from(vectors, (vector) => arena.store(vector)).reverse()
        const results = new Float32Array(vectors.length)
        arena.multiply(query!, slots, vectors.length, results)
        vectors.reverse().forEach((vector, at) => expect(results[at]).toBeCloseTo(dot(query!, vector), 5))
      }),
      { numRuns: 50 },
    )
  })

  test('keeps every embedding while it grows', () => {
    const vectors = randomVectors(9000, 20, 1)
    const arena = new VectorArena(20)
    const slots = Uint32Array.from(vectors, (vector) => arena.store(vector))
    const results = new Float32Array(vectors.length)
    arena.multiply(vectors[77]!, slots, vectors.length, results)
    expect(results.every((result, at) => Math.abs(result - dot(vectors[77]!, vectors[at]!)) < 1e-5)).toBe(true)
    expect(arena.read(slots[8999]!)).toEqual(vectors[8999])
  })

  test('stores what comes later in the slots that were released', () => {
    const vectors = randomVectors(3000, 16, 2)
    const arena = new VectorArena(16)
    const slots = vectors.map((vector) => arena.store(vector))
    const { heldBytes } = arena
    for (let round = 0; round < 20; round++) {
      for (const slot of slots.splice(0, 1500)) arena.release(slot)
      slots.push(...vectors.slice(0, 1500).map((vector) => arena.store(vector)))
    }
    expect(arena.heldBytes).toBe(heldBytes)
    expect(arena.storedRows).toBe(3000)
    expect(new Set(slots).size).toBe(3000)
  })

  test('holds at most half as much again as its embeddings need: five bytes a number', () => {
    const arena = new VectorArena(256)
    const vector = new Float32Array(256).fill(1 / 16)
    for (let row = 0; row < 5000; row++) arena.store(vector)
    expect(arena.heldBytes).toBeLessThan(1.5 * 5000 * 256 * 5 + 6 * 65_536)
  })

  test('bounds every product from below and above, be the vectors even or spiky, short or long', () => {
    const value = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1e-6, -3, 40))
    const vectors = fc
      .integer({ min: 1, max: 40 })
      .chain((count) => fc.array(fc.array(value, { minLength: count, maxLength: count }), { minLength: 2, maxLength: 20 }))
    fc.assert(
      fc.property(vectors, (rows) => {
        const [query, ...stored] = rows.map((row) => Float32Array.from(row))
        const arena = new VectorArena(query!.length)
        const slots = Uint32Array.from(stored, (row) => arena.store(row))
        const [products, lower, upper] = [0, 0, 0].map(() => new Float32Array(slots.length))
        arena.multiply(query!, slots, slots.length, products!)
        arena.bound(query!, slots, slots.length, lower!, upper!)
        products!.forEach((product, at) => {
          expect(product).toBeGreaterThanOrEqual(lower![at]!)
          expect(product).toBeLessThanOrEqual(upper![at]!)
        })
      }),
      { numRuns: 200, examples: [[[[0, 0, -7.006492321624087e-46, 0], [0, 0, -3, 0]]]] }, // prettier-ignore
    )
  })

  test('bounds unit vectors closely enough to leave out nearly all', () => {
    const vectors = randomVectors(3000, 256, 3)
    const arena = new VectorArena(256)
    const slots = Uint32Array.from(vectors, (vector) => arena.store(vector))
    const [lower, upper] = [new Float32Array(3000), new Float32Array(3000)]
    arena.bound(vectors[5]!, slots, 3000, lower, upper)
    expect(Math.max(...upper.map((highest, at) => highest - lower[at]!))).toBeLessThan(0.04)
  })

  test.each([0, -1, 1.5, 16_385, Number.NaN])('refuses %d dimensions', (dimensions) => {
    expect(() => new VectorArena(dimensions)).toThrow(expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }))
  })

  test('takes the most dimensions that it allows without an overflow', () => {
    const vector = new Float32Array(16_384).fill(1 / 128)
    const arena = new VectorArena(16_384)
    const slots = Uint32Array.of(arena.store(vector))
    const [product, lower, upper] = [new Float32Array(1), new Float32Array(1), new Float32Array(1)]
    arena.multiply(vector, slots, 1, product)
    arena.bound(vector, slots, 1, lower, upper)
    expect(product[0]).toBeCloseTo(1, 4)
    expect(product[0]).toBeGreaterThanOrEqual(lower[0]!)
    expect(product[0]).toBeLessThanOrEqual(upper[0]!)
    expect(upper[0]! - lower[0]!).toBeLessThan(0.1)
  })

  test('is sparse once most of a large memory is unused, and never while it is small', () => {
    const arena = new VectorArena(1024)
    const vector = new Float32Array(1024).fill(1 / 32)
    const slots = Array.from({ length: 3000 }, () => arena.store(vector))
    expect(arena.isSparse).toBe(false)
    for (const slot of slots.slice(0, 2600)) arena.release(slot)
    expect(arena.isSparse).toBe(true)
    const small = new VectorArena(1024)
    small.release(small.store(vector))
    expect(small.isSparse).toBe(false)
  })
})
