import * as fc from 'fast-check'

/** Few different values, so that ties are common. */
export const score = fc.oneof(fc.constantFrom(0, 0.1, 0.3, 0.5, 0.7, 0.9, 1), fc.double({ min: 0, max: 1, noNaN: true }))
export const scores = fc.array(score, { maxLength: 40 })
export const someScores = fc.array(score, { minLength: 1, maxLength: 40 })
