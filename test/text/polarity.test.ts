import { expect, test } from 'vitest'
import { findPhrases } from '../../src/text/find-phrases.js'
import { countActions } from '../../src/text/polarity.js'
import { smallLexicon } from './small-lexicon.js'

const lexicon = smallLexicon()
function count(text: string): string {
  const texts = text.split(' ')
  const lemmas = texts.map((word) => lexicon.lemma(word))
  const { positiveActions, negativeActions } = countActions(texts, lemmas, findPhrases(lemmas, lexicon), lexicon)
  return `+${positiveActions} -${negativeActions}`
}

test.each([
  ['approve the order', '+1 -0'],
  ['do not approve the order', '+1 -1'],
  ['never cancel the order', '+0 -2'],
  ['turn the light off', '+0 -1'],
  ['turn off and turn on', '+1 -1'],
  ['the light is off', '+0 -0'],
  ['not only cancel but deny', '+0 -2'],
  ['approve it or not', '+1 -0'],
  ['paint the dog', '+0 -0'],
])('countActions counts in %s: %s', (text, counts) => {
  expect(count(text)).toBe(counts)
})
