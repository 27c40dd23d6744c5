import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { encodeLexicon, Relation } from '../../src/text/lexicon-file.js'
import { Lexicon } from '../../src/text/lexicon.js'
import { SMALL_HEADER, smallColumns, smallLexicon } from './small-lexicon.js'

const lexicon = smallLexicon()
const id = (word: string) => lexicon.idOf(word)

describe('Lexicon', () => {
  test('decodes its file', () => {
    const decoded = Lexicon.decode(gzipSync(encodeLexicon(SMALL_HEADER, smallColumns())))
    expect(decoded.size).toBe(lexicon.size)
    expect(decoded.lemma('orders')).toBe('order')
  })

  test('ranks words by frequency and gives the highest IDF to unknown ones', () => {
    expect(id('be')).toBe(0)
    expect(id('zorb')).toBe(-1)
    expect(lexicon.idf('be')).toBeLessThan(lexicon.idf('cat'))
    expect(lexicon.idf('zorb')).toBe(lexicon.unknownIdf)
    expect(lexicon.kind('zorb')).toBe(0)
  })

  test.each([
    ['orders', 'order'],
    ['cancelled', 'cancel'],
    ['was', 'be'],
    ['colours', 'colours'],
    ['colour', 'color'],
    ['wedding', 'wedding'],
    ['paris', 'paris'],
    ['zorbs', 'zorbs'],
  ])('brings %s to %s', (token, lemma) => {
    expect(lexicon.lemma(token)).toBe(lemma)
    expect(lexicon.lemma(token)).toBe(lemma)
  })

  test('relates words in either order and none to itself or to an unknown one', () => {
    expect(lexicon.relation(id('approve'), id('deny'))).toBe(Relation.opposite)
    expect(lexicon.relation(id('deny'), id('approve'))).toBe(Relation.opposite)
    expect(lexicon.relation(id('approve'), id('reject'))).toBe(Relation.antonym)
    expect(lexicon.relation(id('deny'), id('reject'))).toBe(Relation.requestSynonym)
    expect(lexicon.relation(id('cancel'), id('deny'))).toBe(0)
    expect(lexicon.relation(id('deny'), id('deny'))).toBe(0)
    expect(lexicon.relation(-1, id('deny'))).toBe(0)
  })

  test.each([
    ['dog', 'hound', 'same'],
    ['dog', 'poodle', 'hypernym'],
    ['poodle', 'dog', 'hypernym'],
    ['dog', 'cat', 'sibling'],
    ['poodle', 'cat', 'none'],
    ['dog', 'order', 'none'],
    ['dog', 'zorb', 'none'],
  ])('finds that the senses of %s and %s are: %s', (a, b, relation) => {
    expect(lexicon.senseRelation(id(a), id(b))).toBe(relation)
  })

  test('knows categories, phrases, acronyms and the direction of actions', () => {
    expect(lexicon.categoriesOf('monday')).toEqual(lexicon.categoriesOf('tuesday'))
    expect(lexicon.categoriesOf('dog')).toEqual([])
    expect(lexicon.phrase('turn off')).toEqual(['disable'])
    expect(lexicon.phrase('turn it')).toBeUndefined()
    expect(lexicon.longestPhrase).toBe(4)
    expect(lexicon.acronym('hr')).toEqual(['human resource'])
    expect([lexicon.polarity('approve'), lexicon.polarity('turn off'), lexicon.polarity('dog')]).toEqual([1, -1, 0])
  })

  test('is not fooled by the names of object properties', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(lexicon.lemma(word)).toBe(word)
      expect(lexicon.phrase(word)).toBeUndefined()
      expect(lexicon.acronym(word)).toBeUndefined()
      expect(lexicon.polarity(word)).toBe(0)
    }
  })
})
