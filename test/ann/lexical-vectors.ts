import * as fc from 'fast-check'
import type { LexicalVector } from '../../src/text/lexical-vector.js'

/** A few terms with weights, over a vocabulary so small that prompts share some. */
export const termCounts: fc.Arbitrary<ReadonlyMap<number, number>> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 6 })
  .map((terms) => new Map(terms))

/** Brings terms into the form of the port: ascending, unit length. */
export function lexicalVector(weightByTerm: ReadonlyMap<number, number>): LexicalVector {
  const terms = [...weightByTerm].sort(([a], [b]) => a - b)
  const length = Math.hypot(...terms.map(([, weight]) => weight))
  return { ids: Uint32Array.from(terms, ([term]) => term), weights: Float32Array.from(terms, ([, weight]) => weight / length) }
}

export function cosine(a: LexicalVector, b: LexicalVector): number {
  return a.ids.reduce((sum, term, at) => {
    const other = b.ids.indexOf(term)
    return other < 0 ? sum : sum + a.weights[at]! * b.weights[other]!
  }, 0)
}
