import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LabelledPair } from '../../src/pairs/labelled-pair.js'
import { splitKeyOf } from '../../src/pairs/prompt-groups.js'
import { dealTrainingSets } from '../../src/training/training-sets.js'

const splits = { trainSplit: 'train', validationSplit: 'validation', seed: 1 }
const pairOf = (a: string, b: string, label: 0 | 1, split?: string): LabelledPair => ({
  promptA: a,
  promptB: b,
  label,
  ...(split && { split }),
})
const many = (count: number, split?: string) =>
  Array.from({ length: count }, (_, index) =>
    pairOf(`a ${split} ${index}`, `b ${split} ${index}`, index % 2 === 0 ? 1 : 0, split),
  )

describe('dealTrainingSets', () => {
  it('holds out a fifth of the prompts where no pair is of the validation split', () => {
    const { training, stopping, calibration } = dealTrainingSets(many(100), 'pairs', splits)
    expect([training.length, stopping.length, calibration.length]).toEqual([80, 10, 10])
  })

  it('holds out the validation split where there is one, and leaves other splits alone', () => {
    const sets = dealTrainingSets([...many(40, 'train'), ...many(20, 'validation'), ...many(20, 'test')], 'pairs', splits)
    expect(sets.training.map(({ split }) => split)).toEqual(Array.from({ length: 40 }, () => 'train'))
    expect([...sets.stopping, ...sets.calibration].map(({ split }) => split)).toEqual(
      Array.from({ length: 20 }, () => 'validation'),
    )
  })

  it('lets no prompt stand in two sets', () => {
    const anyPair = fc.tuple(
      fc.nat(40),
      fc.nat(40),
      fc.constantFrom(0 as const, 1 as const),
      fc.constantFrom('train', 'validation', undefined),
    )
    const anyPairs = fc.array(anyPair, { minLength: 60, maxLength: 90 })
    fc.assert(
      fc.property(anyPairs, (rows) => {
        const pairs = [
          ...many(60),
          ...many(20, 'validation'),
          ...rows.map(([a, b, label, split]) => pairOf(`p ${a}`, `p ${b}`, label, split)),
        ]
        const sets = Object.entries(dealTrainingSets(pairs, 'pairs', splits))
        const owner = new Map<string, string>()
        for (const [set, members] of sets) {
          for (const key of members.flatMap(({ promptA, promptB }: LabelledPair) => [splitKeyOf(promptA), splitKeyOf(promptB)])) {
            expect(owner.get(key) ?? set).toBe(set)
            owner.set(key, set)
          }
        }
      }),
      { seed: 2, numRuns: 30 },
    )
  })

  it('calibrates on all held-out pairs where they are too few to be parted', () => {
    const { stopping, calibration } = dealTrainingSets([...many(60, 'train'), ...many(3, 'validation')], 'pairs', splits)
    expect(calibration.map(({ split }) => split)).toEqual(['validation', 'validation', 'validation'])
    expect(stopping.map(({ split }) => split)).not.toContain('validation')
  })

  it.each<[string, LabelledPair[]]>([
    ['no pairs', []],
    ['pairs of one label only', many(50).filter(({ label }) => label === 1)],
    [
      'pairs that all share a prompt',
      Array.from({ length: 50 }, (_, index) => pairOf('hub', `b ${index}`, index % 2 === 0 ? 1 : 0)),
    ],
    ['pairs of other splits only', many(50, 'test')],
  ])('refuses %s', (_, pairs) => {
    expect(() => dealTrainingSets(pairs, 'pairs', splits)).toThrow(expect.objectContaining({ code: 'SMARTMEMO_TRAINING_DATA' }))
  })
})
