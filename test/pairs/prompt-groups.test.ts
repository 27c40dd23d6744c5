import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignSplits, assignSplitsByHash } from '../../src/pairs/assign-splits.js'
import { groupByPrompt, splitKeyOf } from '../../src/pairs/prompt-groups.js'

const pairOf = (promptA: string, promptB: string) => ({ promptA, promptB })
/** Pairs over few prompts, so that they share many. */
const anyPairs = fc.array(
  fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => pairOf(`prompt ${a}`, `Prompt ${b}!`)),
  { minLength: 1, maxLength: 60 },
)

describe('groupByPrompt', () => {
  it('ties pairs that share a prompt directly or by way of others', () => {
    const pairs = [pairOf('a', 'b'), pairOf('x', 'y'), pairOf('c', 'd'), pairOf('b', 'c')]
    expect([...groupByPrompt(pairs)]).toEqual([0, 1, 0, 0])
  })

  it('takes prompts that differ in case and punctuation for the same', () => {
    expect([...groupByPrompt([pairOf('Cancel it.', 'x'), pairOf('y', 'cancel it')])]).toEqual([0, 0])
  })

  it('ties what a key of the caller ties', () => {
    expect([...groupByPrompt([pairOf('a', 'b'), pairOf('c', 'd')], () => 'same base')]).toEqual([0, 0])
  })
})

describe('assignSplits', () => {
  it('never lets a prompt stand in two splits', () => {
    fc.assert(
      fc.property(anyPairs, fc.nat(1000), (pairs, seed) => {
        const splits = assignSplits(pairs, { train: 0.7, test: 0.3 }, seed)
        const splitOf = new Map<string, string>()
        pairs.forEach(({ promptA, promptB }, index) => {
          for (const key of [splitKeyOf(promptA), splitKeyOf(promptB)]) {
            expect(splitOf.get(key) ?? splits[index]).toBe(splits[index])
            splitOf.set(key, splits[index]!)
          }
        })
      }),
      { seed: 3 },
    )
  })

  it('meets the shares where groups are small', () => {
    const pairs = Array.from({ length: 200 }, (_, index) => pairOf(`a ${index}`, `b ${index}`))
    const splits = assignSplits(pairs, { train: 0.8, validation: 0.1, test: 0.1 }, 1)
    expect(splits.filter((split) => split === 'train')).toHaveLength(160)
    expect(splits.filter((split) => split === 'test')).toHaveLength(20)
  })
})

describe('assignSplitsByHash', () => {
  const shares = { train: 0.8, test: 0.2 }
  const pairs = Array.from({ length: 500 }, (_, index) => ({
    ...pairOf(`a ${index}`, `b ${index}`),
    base: `base ${index % 100}`,
  }))
  const splitsOf = (some: typeof pairs) => assignSplitsByHash(some, shares, ({ base }) => base)

  it('meets the shares roughly', () => {
    const share = splitsOf(pairs).filter((split) => split === 'train').length / pairs.length
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThan(0.9)
  })

  it('keeps a base in its split whatever other pairs there are', () => {
    const half = pairs.filter(({ base }) => base.endsWith('7'))
    const all = splitsOf(pairs)
    expect(splitsOf(half)).toEqual(half.map((pair) => all[pairs.indexOf(pair)]))
  })
})
