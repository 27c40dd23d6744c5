import { describe, expect, it } from 'vitest'
import type { FeedbackVerdict } from '../../src/retraining/read-feedback.js'
import { scaleFeedback, weighFeedback } from '../../src/retraining/weigh-feedback.js'

function verdict(promptA: string, promptB: string, isImplicit = false): FeedbackVerdict {
  return { promptA, promptB, label: 1, isImplicit }
}

describe('weighFeedback', () => {
  it('counts verdicts that share no prompt, and gives each its full weight', () => {
    const { weights, independent } = weighFeedback([verdict('a', 'b'), verdict('c', 'd'), verdict('e', 'f')])
    expect([...weights]).toEqual([1, 1, 1])
    expect(independent).toBe(3)
  })

  it('lets n verdicts about one prompt weigh as the square root of n', () => {
    const verdicts = Array.from({ length: 16 }, (_, index) => verdict('hub', `about ${'x'.repeat(index + 1)}`))
    const { weights, independent } = weighFeedback(verdicts)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(4)
    expect(independent).toBe(1)
  })

  it('takes prompts that differ in plain numbers alone for one, but not those that differ in codes', () => {
    expect(
      weighFeedback([verdict('open order 1', 'close order 1'), verdict('Open order 22.', 'close order 22')]).independent,
    ).toBe(1)
    expect(weighFeedback([verdict('open X200', 'close X200'), verdict('open X210', 'close X210')]).independent).toBe(2)
  })

  it('lets conclusions weigh less than statements', () => {
    const { weights } = weighFeedback([verdict('a', 'b'), verdict('c', 'd', true)])
    expect(weights[1]).toBeLessThan(weights[0]!)
  })
})

describe('scaleFeedback', () => {
  const sumOf = (weights: Float32Array, labels: readonly (0 | 1)[], label: 0 | 1) =>
    weights.reduce((sum, weight, index) => sum + (labels[index] === label ? weight : 0), 0)
  const labels = Array.from({ length: 1000 }, (_, index): 0 | 1 => (index < 100 ? 1 : 0))
  const ones = new Float32Array(labels.length).fill(1)

  it.each([1, 4, 30])('gives both labels the same weight in total, and equivalent ones %i times more', (boost) => {
    const weights = scaleFeedback(ones, labels, 5000, boost)
    expect(sumOf(weights, labels, 1) / sumOf(weights, labels, 0)).toBeCloseTo(boost, 3)
  })

  it('weighs as much as everything else together, but a verdict ten pairs at most', () => {
    expect(scaleFeedback(ones, labels, 5000, 3).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(5000, 0)
    const few = scaleFeedback(ones.subarray(0, 200), labels.slice(0, 200), 5000, 3)
    expect(few.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(2000, 0)
  })

  it('does with verdicts of one label', () => {
    const weights = scaleFeedback(Float32Array.of(1, 1), [0, 0], 100, 3)
    expect([...weights]).toEqual([10, 10])
  })
})
