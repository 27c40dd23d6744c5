import { expect, test } from 'vitest'
import { findPhrases } from '../../src/text/find-phrases.js'
import { smallLexicon } from './small-lexicon.js'

const lexicon = smallLexicon()
const find = (text: string) =>
  findPhrases(text.split(' '), lexicon).map(({ text: phrase, positions }) => `${phrase} ${positions.join(',')}`)

test.each([
  ['turn off the light', ['turn off 0,1']],
  ['turn the light off', ['turn off 0,3']],
  ['turn the big old hall light off', []],
  ['turn the light off in the hall', ['turn off 0,3']],
  ['turn off the light in the hall', ['turn off 0,1']],
  ['turn on the light and turn off the fan', ['turn on 0,1', 'turn off 5,6']],
  ['reply as soon as possible', ['as soon as possible 1,2,3,4']],
  ['off turn', []],
  ['turn', []],
])('findPhrases finds in %s: %j', (text, phrases) => {
  expect(find(text)).toEqual(phrases)
})

test('findPhrases says what a phrase may stand for', () => {
  expect(findPhrases(['turn', 'off'], lexicon)[0]!.meanings).toEqual(['disable'])
})
