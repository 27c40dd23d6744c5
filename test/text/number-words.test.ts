import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compoundRankOf, rankOf, readNumberWords, scaleOf, smallNumberOf } from '../../src/text/number-words.js'

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Spells a number as it is said in English. */
function say(value: number, and: boolean): string {
  if (value < 20) return SMALL[value]!
  if (value < 100) return TENS[Math.floor(value / 10)]! + (value % 10 ? ` ${SMALL[value % 10]!}` : '')
  const [unit, name] = value < 1000 ? [100, 'hundred'] : value < 1e6 ? [1000, 'thousand'] : [1e6, 'million']
  const rest = value % unit
  const link = rest === 0 ? '' : rest < 100 && and ? ' and ' : ' '
  return `${say(Math.floor(value / unit), and)} ${name}${link}${rest ? say(rest, and) : ''}`
}

const read = (text: string) => readNumberWords(text.split(' '), 0)

test('readNumberWords reads every number back that it is told, with and without and', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), fc.boolean(), (value, and) => {
      const words = say(value, and)
      expect(read(`${words} users`)).toEqual({ value, length: words.split(' ').length })
    }),
  )
})

test.each([
  ['a hundred and five', 105, 4],
  ['a thousand', 1000, 2],
  ['a dozen', 12, 2],
  ['two dozen eggs', 24, 2],
  ['twenty five', 25, 2],
  ['nineteen ninety nine', 1999, 3],
  ['twenty twenty four', 2024, 3],
  ['eighteen twelve', 1812, 2],
  ['five and six', 5, 1],
  ['one two three', 1, 1],
  ['hundred and one', null, 0],
  ['a user', null, 0],
  ['and five', null, 0],
])('readNumberWords reads %s as %s', (text, value, length) => {
  expect(read(text)).toEqual(value === null ? null : { value, length })
})

test('readNumberWords stays finite however many scales follow each other', () => {
  const words = ['one', ...Array.from({ length: 200 }, () => 'million')]
  const number = readNumberWords(words, 0)
  expect(Number.isFinite(number?.value)).toBe(true)
})

test.each([
  ['first', 1],
  ['twelfth', 12],
  ['nineteenth', 19],
  ['twentieth', 20],
  ['ninetieth', 90],
  ['one', undefined],
])('rankOf reads %s as %s', (word, rank) => {
  expect(rankOf(word)).toBe(rank)
})

test('compoundRankOf joins tens and ones', () => {
  expect(compoundRankOf('twenty', 'first')).toBe(21)
  expect(compoundRankOf('ninety', 'ninth')).toBe(99)
  expect(compoundRankOf('twenty', 'tenth')).toBeUndefined()
  expect(compoundRankOf('five', 'first')).toBeUndefined()
})

test('smallNumberOf and scaleOf know words below a hundred and above', () => {
  expect(smallNumberOf('seventeen')).toBe(17)
  expect(smallNumberOf('hundred')).toBeUndefined()
  expect(scaleOf('hundred')).toBe(100)
  expect(scaleOf('seventeen')).toBeUndefined()
})
