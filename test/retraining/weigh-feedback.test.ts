import { describe, expect, it } from 'vitest'
import type { FeedbackVerdict } from '../../src/retraining/read-feedback.js'
import { weighFeedback } from '../../src/retraining/weigh-feedback.js'

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
