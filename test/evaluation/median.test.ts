import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median } from '../../src/evaluation/median.js'
import { someScores } from './score-arbitraries.js'

describe('median', () => {
  it('has as many values on either side', () => {
    fc.assert(
      fc.property(someScores, (values) => {
        const middle = median(values)!
        const below = values.filter((value) => value < middle).length
        const above = values.filter((value) => value > middle).length
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2)
      }),
    )
    expect(median([3, 1, 2, 10])).toBe(2.5)
    expect(median([])).toBeNull()
  })
})
