import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SafetyPair } from '../../bench/quality/read-safety-set.js'
import { rocAuc } from '../../bench/quality/roc-auc.js'
import { summariseKinds, thresholdAtRecall } from '../../bench/quality/summarise-kinds.js'

function makePair(label: 0 | 1, kind: string, overlap: 'high' | 'low' = 'high'): SafetyPair {
  return { prompt_a: 'a', prompt_b: 'b', label, kind, domain: 'travel', overlap }
}

describe('rocAuc', () => {
  it('counts ties half', () => {
    expect(rocAuc([0.9, 0.5], [0.5, 0.1])).toBe(3.5 / 4)
    expect(rocAuc([1], [0])).toBe(1)
    expect(rocAuc([0], [1])).toBe(0)
  })

  it('turns around when the sides are swapped', () => {
    const scores = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(fc.property(scores, scores, (a, b) => Math.abs(rocAuc(a, b) + rocAuc(b, a) - 1) < 1e-9))
  })
})

describe('thresholdAtRecall', () => {
  it('is the highest threshold that keeps the recall', () => {
    const labels = fc.array(fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.float({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
    })
    fc.assert(
      fc.property(labels, fc.double({ min: 0.01, max: 1, noNaN: true }), (drawn, recall) => {
        const pairs = drawn.map(([label]) => makePair(label, 'kind'))
        const values = drawn.map(([, value]) => value)
        const positives = values.filter((_, index) => pairs[index]!.label === 1)
        fc.pre(positives.length > 0)
        const threshold = thresholdAtRecall(pairs, values, recall)
        const recallAt = (limit: number) => positives.filter((value) => value >= limit).length / positives.length
        expect(recallAt(threshold)).toBeGreaterThanOrEqual(recall - 1e-9)
        const higher = positives.filter((value) => value > threshold)
        expect(higher.length / positives.length).toBeLessThan(recall)
      }),
    )
  })
})

describe('summariseKinds', () => {
  it('counts hits and AUC a kind, by overlap and over all', () => {
    const pairs = [makePair(0, 'number'), makePair(0, 'place', 'low'), makePair(1, 'typo'), makePair(1, 'typo', 'low')]
    const summaries = summariseKinds(pairs, [{ name: 'test', threshold: 0.5, values: [0.7, 0.1, 0.9, 0.6] }])
    expect(summaries.map(({ kind, pairs: count, results }) => [kind, count, results[0]!.hits, results[0]!.auc])).toEqual([
      ['number', 1, 1, 0.5],
      ['place', 1, 0, 1],
      ['dangers, most words shared', 1, 1, 0.5],
      ['dangers, few words shared', 1, 0, 1],
      ['all dangers', 2, 1, 0.75],
      ['typo', 2, 2, 0.75],
      ['paraphrases, most words shared', 1, 1, 1],
      ['paraphrases, few words shared', 1, 1, 0.5],
      ['all paraphrases', 2, 2, 0.75],
    ])
  })
})
