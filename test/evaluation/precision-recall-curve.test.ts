import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOutcomes } from '../../src/evaluation/outcome-counts.js'
import { precisionRecallCurve } from '../../src/evaluation/precision-recall-curve.js'
import { ratesOf } from '../../src/evaluation/rates.js'
import { scores, someScores } from './score-arbitraries.js'

describe('precisionRecallCurve', () => {
  it('has the rates of deciding at each of its thresholds', () => {
    fc.assert(
      fc.property(someScores, scores, (positives, negatives) => {
        const points = precisionRecallCurve(positives, negatives)
        expect(points).toHaveLength(new Set(positives).size)
        for (const { threshold, precision, recall } of points) {
          expect(ratesOf(countOutcomes(positives, negatives, threshold))).toMatchObject({ precision, recall })
        }
        expect(points.at(-1)!.recall).toBe(1)
      }),
    )
  })

  it('is empty without equivalent pairs', () => {
    expect(precisionRecallCurve([], [0.5])).toEqual([])
  })
})
