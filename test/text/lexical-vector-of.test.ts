import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fnv1a } from '../../src/text/fnv1a.js'
import { lexicalVectorOf } from '../../src/text/lexical-vector-of.js'
import { anyText } from './any-text.js'
import { smallLexicon } from './small-lexicon.js'

const lexicon = smallLexicon()
const weightOf = (prompt: string, term: string) => {
  const { ids, weights } = lexicalVectorOf(prompt, lexicon)
  return weights[ids.indexOf(fnv1a(term))] ?? 0
}

test('lexicalVectorOf is ascending, without repeats, finite and of unit length for any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { ids, weights } = lexicalVectorOf(text, lexicon)
      expect([...ids]).toEqual([...new Set(ids)].sort((a, b) => a - b))
      expect(weights).toHaveLength(ids.length)
      const length = Math.hypot(...weights)
      if (ids.length > 0) expect(length).toBeCloseTo(1, 5)
    }),
  )
})

test('lexicalVectorOf is the same for inflections and spellings of the same words', () => {
  expect(lexicalVectorOf('cancelled orders of another colour', lexicon)).toEqual(
    lexicalVectorOf('cancel order of another color', lexicon),
  )
})

test('lexicalVectorOf gives rare words more weight than frequent ones, and stop words little', () => {
  expect(weightOf('order a dog', 'dog')).toBeGreaterThan(weightOf('order a dog', 'order'))
  expect(weightOf('to zorb', 'zorb')).toBeGreaterThan(weightOf('to zorb', 'to'))
})

test('lexicalVectorOf lets repetition count, but less each time', () => {
  const share = (prompt: string) => weightOf(prompt, 'dog') / weightOf(prompt, 'cat')
  expect(share('dog dog cat')).toBeGreaterThan(share('dog cat'))
  expect(share('dog dog cat')).toBeLessThan(2 * share('dog cat'))
})
