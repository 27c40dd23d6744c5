import { describe, expect, test } from 'vitest'
import { lemmatize } from '../../src/text/lemmatize.js'

const WORDS =
  'cancel refund try study die tie stop ship agree use see box bus hero cache batch purchase class process price plan make paste bite bit'.split(
    ' ',
  )
const rank = (word: string) => (WORDS.includes(word) ? WORDS.indexOf(word) : undefined)

describe('lemmatize', () => {
  test.each([
    ['cancels', 'cancel'],
    ['cancelled', 'cancel'],
    ['canceling', 'cancel'],
    ['refunds', 'refund'],
    ['tries', 'try'],
    ['tried', 'try'],
    ['dies', 'die'],
    ['stopped', 'stop'],
    ['shipping', 'ship'],
    ['agreed', 'agree'],
    ['boxes', 'box'],
    ['heroes', 'hero'],
    ['caching', 'cache'],
    ['batches', 'batch'],
    ['purchases', 'purchase'],
    ['classes', 'class'],
    ['pricing', 'price'],
    ['planned', 'plan'],
  ])('brings %s to %s', (word, base) => {
    expect(lemmatize(word, rank)).toBe(base)
  })

  test.each([
    ['were', 'be'],
    ['children', 'child'],
    ['withdrew', 'withdraw'],
    ['indices', 'index'],
    ['paid', 'pay'],
    ['using', 'use'],
  ])('knows the irregular form %s of %s', (word, base) => {
    expect(lemmatize(word, rank)).toBe(base)
  })

  test.each(['better', 'worst', 'zorbs', 'glorping', 'gas', 'bit', 'us', 'v2s', ''])('leaves %s as it is', (word) => {
    expect(lemmatize(word, rank)).toBe(word)
  })

  test('prefers the more frequent of two bases', () => {
    expect(lemmatize('pasted', (word) => ({ paste: 0, past: 1 })[word])).toBe('paste')
    expect(lemmatize('pasted', (word) => ({ paste: 1, past: 0 })[word])).toBe('past')
  })
})
