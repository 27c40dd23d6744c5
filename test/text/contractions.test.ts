import { expect, test } from 'vitest'
import { expandContraction } from '../../src/text/contractions.js'

const expand = (word: string, isStart = false) => expandContraction(word, isStart)?.words.join(' ') ?? null

test.each([
  ["can't", 'can not'],
  ["won't", 'will not'],
  ["shan't", 'shall not'],
  ["ain't", 'is not'],
  ["mustn't", 'must not'],
  ["haven't", 'have not'],
  ['dont', 'do not'],
  ['cant', 'can not'],
  ['cannot', 'can not'],
  ["i'm", 'i am'],
  ["they're", 'they are'],
  ["we've", 'we have'],
  ["she'll", 'she will'],
  ["you'd", 'you would'],
  ["it's", 'it is'],
  ["who's", 'who is'],
  ["couldn't've", 'could not have'],
  ["i'd've", 'i would have'],
  ['shouldve', 'should have'],
  ["o'clock", 'oclock'],
  ['gonna', 'going to'],
  ['pls', 'please'],
  ['noone', 'nobody'],
])('expandContraction takes %s apart', (word, words) => {
  expect(expand(word)).toBe(words)
})

test.each(['can', 'wound', 'its', 'were', 'well', 'constructor', 'toString', '__proto__'])(
  'expandContraction leaves %s alone',
  (word) => {
    expect(expand(word)).toBeNull()
  },
)

test('expandContraction marks owners, not short forms of is', () => {
  expect(expandContraction("owner's", false)).toEqual({ words: ['owner'], isPossessive: true })
  expect(expandContraction("that's", false)).toEqual({ words: ['that', 'is'], isPossessive: false })
})

test('expandContraction reads lets as let us only where a clause starts', () => {
  expect(expand('lets', true)).toBe('let us')
  expect(expand('lets')).toBeNull()
})

test('expandContraction does not recurse into a long chain of endings', () => {
  expect(expand(`a${"'d".repeat(50_000)}`)?.endsWith(' would')).toBe(true)
})
