import { describe, expect, test } from 'vitest'
import { AFFIX_OPPOSITE, relateLemmas, relateListed } from '../../src/text/relate-lemmas.js'
import { WordRelation as R } from '../../src/text/word-relation.js'
import { smallLexicon } from './small-lexicon.js'

const lexicon = smallLexicon()
const relate = (a: string, b: string) => relateLemmas(lexicon, a, lexicon.idOf(a), b, lexicon.idOf(b))

describe('relateLemmas', () => {
  test.each([
    ['approve', 'deny', R.opposite],
    ['approve', 'reject', R.antonym],
    ['deny', 'reject', R.requestSynonym],
    ['dog', 'hound', R.weakSynonym],
    ['dog', 'poodle', R.hypernym],
    ['dog', 'cat', R.sibling],
    ['install', 'uninstall', AFFIX_OPPOSITE],
    ['legal', 'illegal', AFFIX_OPPOSITE],
    ['approve', 'approval', R.derived],
    ['dog', 'order', 0],
    ['zorb', 'unzorb', AFFIX_OPPOSITE],
    ['zorb', 'blip', 0],
  ])('relates %s and %s in either order, remembered or not', (a, b, bits) => {
    expect([relate(a, b), relate(b, a), relate(a, b)]).toEqual([bits, bits, bits])
  })
})

test('relateListed gives only what the lexicon lists', () => {
  const id = (word: string) => lexicon.idOf(word)
  expect(relateListed(lexicon, id('approve'), id('deny'))).toBe(R.opposite)
  expect(relateListed(lexicon, id('install'), id('uninstall'))).toBe(0)
  expect(relateListed(lexicon, -1, id('deny'))).toBe(0)
})
