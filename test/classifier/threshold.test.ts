import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveThreshold } from '../../src/classifier/threshold.js'
import type { CalibrationRow, ModelCard } from '../../src/model-files/model-card.js'

function cardWith(changes: Partial<ModelCard>): ModelCard {
  return { formatVersion: 1, name: 'tested', version: '1', kind: 'pair', files: {}, dataSets: [], metrics: {}, ...changes }
}

/** A row from its threshold and the upper bound of its false hit rate. */
function row(threshold: number, falseHitRateUpper: number): CalibrationRow {
  return { threshold, falseHitRateUpper, falseHitRate: falseHitRateUpper / 2, recall: 1 - threshold }
}

const card = cardWith({ threshold: 0.8, calibration: [row(0.5, 0.2), row(0.7, 0.05), row(0.9, 0.01), row(0.97, 0.004)] })

describe('resolveThreshold', () => {
  it('takes the threshold that was asked for before anything else', () => {
    expect(resolveThreshold(card, { threshold: 0.61, maxFalseHitRate: 0.01 })).toBe(0.61)
  })

  it('takes the threshold of the card when nothing was asked for', () => {
    expect(resolveThreshold(card, {})).toBe(0.8)
  })

  it('is strict where the card names no threshold', () => {
    expect(resolveThreshold(cardWith({}), {})).toBeGreaterThanOrEqual(0.95)
  })

  it.each([
    [0.2, 0.5],
    [0.05, 0.7],
    [0.02, 0.9],
    [0.004, 0.97],
  ])('takes the lowest threshold whose upper bound keeps a budget of %d: %d', (maxFalseHitRate, expected) => {
    expect(resolveThreshold(card, { maxFalseHitRate })).toBe(expected)
  })

  it('does not take a lucky dip below a row that breaks the budget', () => {
    const lucky = cardWith({ calibration: [row(0.5, 0.01), row(0.7, 0.08), row(0.9, 0.01)] })
    expect(resolveThreshold(lucky, { maxFalseHitRate: 0.02 })).toBe(0.9)
  })

  it('reads a table in any order', () => {
    const shuffled = cardWith({ calibration: card.calibration!.toReversed() })
    expect(resolveThreshold(shuffled, { maxFalseHitRate: 0.05 })).toBe(0.7)
  })

  it.each([
    ['a budget that no row keeps', card, 0.001],
    ['a budget when the card has no table', cardWith({ threshold: 0.8 }), 0.5],
    ['a budget when the table is empty', cardWith({ calibration: [] }), 0.5],
  ])('refuses %s', (_, refused, maxFalseHitRate) => {
    const error = expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION' }) as Error
    expect(() => resolveThreshold(refused, { maxFalseHitRate })).toThrow(error)
  })

  it('never lets a row through that is at or over the threshold and breaks the budget', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      selector: ([threshold]) => threshold,
    })
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, budget) => {
        const calibration = drawn.map(([percent, upper]) => row(percent / 100, upper))
        const strictest = calibration.reduce((best, other) => (other.threshold > best.threshold ? other : best))
        fc.pre(strictest.falseHitRateUpper <= budget)
        const threshold = resolveThreshold(cardWith({ calibration }), { maxFalseHitRate: budget })
        expect(calibration.filter((other) => other.threshold >= threshold && other.falseHitRateUpper > budget)).toEqual([])
      }),
    )
  })
})
