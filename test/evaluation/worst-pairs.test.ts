import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JudgedPair, WorstPairs } from '../../src/evaluation/worst-pairs.js'
import { score } from './score-arbitraries.js'

describe('WorstPairs', () => {
  it('keeps what sorting all pairs would put first', () => {
    const pair = fc.record({ label: fc.constantFrom(0 as const, 1 as const), value: score })
    fc.assert(
      fc.property(fc.array(pair), fc.integer({ min: 1, max: 5 }), (given, limit) => {
        const pairs = given.map((each, index): JudgedPair => ({ ...each, index, promptA: 'a', promptB: 'b' }))
        const worst = new WorstPairs(limit)
        for (const each of pairs) worst.add(each)
        for (const label of [0, 1] as const) {
          const sorted = pairs
            .filter((each) => each.label === label)
            .sort((a, b) => (label === 1 ? a.value - b.value : b.value - a.value) || a.index - b.index)
          expect(worst.of(label)).toEqual(sorted.slice(0, limit))
        }
      }),
    )
  })
})
