import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOutcomes } from '../../src/evaluation/outcome-counts.js'
import { ratesOf } from '../../src/evaluation/rates.js'
import { score, scores, someScores } from './score-arbitraries.js'

describe('ratesOf', () => {
  it('equals counting decisions one by one', () => {
    fc.assert(
      fc.property(scores, scores, score, (positives, negatives, threshold) => {
        const decisions = [
          ...positives.map((value) => ({ isPositive: true, isHit: value >= threshold })),
          ...negatives.map((value) => ({ isPositive: false, isHit: value >= threshold })),
        ]
        const shareOf = (all: typeof decisions, isMeant: (each: (typeof decisions)[number]) => boolean) =>
          all.length === 0 ? null : all.filter(isMeant).length / all.length
        const rates = ratesOf(countOutcomes(positives, negatives, threshold))
        expect(rates.precision).toBe(
          shareOf(
            decisions.filter(({ isHit }) => isHit),
            ({ isPositive }) => isPositive,
          ),
        )
        expect(rates.recall).toBe(
          shareOf(
            decisions.filter(({ isPositive }) => isPositive),
            ({ isHit }) => isHit,
          ),
        )
        expect(rates.falseHitRate).toBe(
          shareOf(
            decisions.filter(({ isPositive }) => !isPositive),
            ({ isHit }) => isHit,
          ),
        )
        expect(rates.accuracy).toBe(shareOf(decisions, ({ isHit, isPositive }) => isHit === isPositive))
      }),
    )
  })

  it('takes the harmonic mean of precision and recall for F1', () => {
    fc.assert(
      fc.property(someScores, scores, (positives, negatives) => {
        const { precision, recall, f1 } = ratesOf(countOutcomes(positives, negatives, 0.5))
        const expected = precision && recall ? 2 / (1 / precision + 1 / recall) : 0
        expect(f1).toBeCloseTo(expected, 12)
      }),
    )
  })
})
