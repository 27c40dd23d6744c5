import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivePairs } from '../../src/retraining/derive-pairs.js'
import type { FeedbackVerdict } from '../../src/retraining/read-feedback.js'

function verdict(promptA: string, promptB: string, label: 0 | 1): FeedbackVerdict {
  return { promptA, promptB, label, isImplicit: false }
}

const found = (verdicts: readonly FeedbackVerdict[]) =>
  derivePairs(verdicts).pairs.map(({ promptA, promptB, label }) => [[promptA, promptB].toSorted().join(''), label])

describe('derivePairs', () => {
  it('concludes that what is the same as the same is the same', () => {
    expect(found([verdict('a', 'b', 1), verdict('b', 'c', 1)])).toEqual([['ac', 1]])
  })

  it('concludes that what differs from one differs from all that are the same as it', () => {
    expect(found([verdict('a', 'b', 1), verdict('b', 'x', 0)])).toEqual([['ax', 0]])
    expect(found([verdict('a', 'x', 0), verdict('b', 'x', 0)])).toEqual([])
  })

  it('counts verdicts that contradict others, and concludes nothing from them', () => {
    const { pairs, contradictions } = derivePairs([verdict('a', 'b', 1), verdict('b', 'c', 1), verdict('c', 'a', 0)])
    expect({ pairs, contradictions }).toEqual({ pairs: [], contradictions: 1 })
  })

  it('concludes no pair twice, none that was judged, none of a prompt with itself, and few from each verdict', () => {
    const anyVerdict = fc.tuple(fc.nat(12), fc.nat(12), fc.constantFrom(0 as const, 1 as const)).filter(([a, b]) => a !== b)
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 40 }), (rows) => {
        const verdicts = rows.map(([a, b, label]) => verdict(`p${a}`, `p${b}`, label))
        const keyOf = ({ promptA, promptB }: FeedbackVerdict) => [promptA, promptB].toSorted().join('/')
        const { pairs } = derivePairs(verdicts)
        const keys = pairs.map(keyOf)
        expect(new Set([...keys, ...verdicts.map(keyOf)]).size).toBe(keys.length + new Set(verdicts.map(keyOf)).size)
        expect(pairs.every(({ promptA, promptB }) => promptA !== promptB)).toBe(true)
        expect(pairs.length).toBeLessThanOrEqual(4 * verdicts.length)
      }),
      { seed: 8 },
    )
  })
})
