import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalizePrompt } from '../../src/text/normalize-prompt.js'
import { anyText } from './any-text.js'

test.each([
  ['curly quotes', 'don’t say “no”', 'don\'t say "no"'],
  ['full-width forms', 'ＡＢＣ １２３', 'ABC 123'],
  ['ligatures', 'ﬁle', 'file'],
  ['accents of Latin letters', 'Résumé, naïve café', 'Resume, naive cafe'],
  ['long dashes', '5–7 days — or more', '5 - 7 days  -  or more'],
  ['hyphens of other kinds', 'sign‑up', 'sign-up'],
  ['zero-width and bidirectional marks', 'can\u200bcel \u202eorder', 'cancel order'],
  ['written fractions', '2½ cups and ¾ l', '2 1/2 cups and 3/4 l'],
  ['Markdown emphasis and code', '**Run** `ls`', ' Run   ls '],
])('normalizePrompt folds %s', (_, written, plain) => {
  expect(normalizePrompt(written)).toBe(plain)
})

test('normalizePrompt keeps letters of scripts in which marks make the word', () => {
  expect(normalizePrompt('हिन्दी क्षत्रिय')).toBe('हिन्दी क्षत्रिय')
  expect(normalizePrompt('שָׁלוֹם')).toBe('שָׁלוֹם'.normalize('NFKC'))
})

test('normalizePrompt keeps case and line breaks', () => {
  expect(normalizePrompt('Approve\nTHIS')).toBe('Approve\nTHIS')
})

test('normalizePrompt keeps at most four marks on a letter', () => {
  expect(normalizePrompt(`ש${'\u05b0'.repeat(50)}`)).toBe(`ש${'\u05b0'.repeat(4)}`)
})

test('normalizePrompt leaves no invisible character, curly quote or accent of a Latin letter in any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(normalizePrompt(text)).not.toMatch(/[\u200b-\u200f\u202a-\u202e\u2018\u2019\u201c\u201d]|[a-z]\u0301/u)
    }),
  )
})
