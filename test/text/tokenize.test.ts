import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenize } from '../../src/text/tokenize.js'
import { anyText } from './any-text.js'
import { flagged, spell } from './spell.js'

describe('tokenize', () => {
  test.each([
    ["Can't we meet at 3pm?", 'can not we meet at 15:00'],
    ['Hyphenated sign-up', 'hyphenated sign up'],
    ['A non-refundable and a nonrefundable ticket', 'a non refundable and a non refundable ticket'],
    ['nonsense from a nonprofit', 'nonsense from a nonprofit'],
    ['no one and nobody', 'nobody and nobody'],
    ['salt & pepper', 'salt and pepper'],
    ['IT support for US and U.S. customers', 'information technology support for usa and usa customers'],
    ['tell us about it', 'tell us about it'],
    ['e.g. coffee', 'for example coffee'],
    ['', ''],
    ['?!', ''],
    ['😀', ''],
  ])('reads %j', (prompt, tokens) => {
    expect(spell(prompt)).toBe(tokens)
  })

  test.each([
    ['acronym', 'Fix the AWS outage NOW', 'aws now'],
    ['name', 'Ask Maria about GitHub today', 'maria github'],
    ['capitalStart', 'Refund Bob for it. Then wait', 'refund then'],
    ['possessive', "the customer's refund", 'customer'],
    ['sentenceStart', 'Stop. Why? go on\nnow', 'stop why go now'],
    ['clauseStart', 'If late, cancel (or wait)', 'cancel or'],
    ['question', 'Is it late? Cancel', 'late'],
    ['question', 'is it on 2024-03-05?', '2024'],
    ['question', 'is it 5mg?', 'mg'],
    ['ordinal', 'the 3rd and the fourth row', '3rd 4th'],
    ['unit', 'pay $20 or 5 %', '$ %'],
    ['code', 'run ./go.sh --all now', './go.sh --all'],
    ['time', 'from 9am to noon', '9:00 12:00'],
    ['version', 'from v2.1 to 10.0.0.1', '2.1 10.0.0.1'],
  ] as const)('flags as %s in %j: %s', (flag, prompt, tokens) => {
    expect(flagged(prompt, flag)).toBe(tokens)
  })

  test.each(['APPROVE THE LOAN FOR BOB', 'Approve The Loan For Bob Today', 'APPROVE IT'])(
    'takes capitals for nothing in %j, which has them everywhere',
    (prompt) => {
      expect(flagged(prompt, 'name') + flagged(prompt, 'acronym')).toBe('')
    },
  )

  test('gives no empty token for any text', () => {
    fc.assert(fc.property(anyText, (text) => tokenize(text).every((token) => token.text !== '')))
  })

  test('gives the same tokens whatever space stands around a text', () => {
    fc.assert(fc.property(anyText, (text) => spell(`  ${text}\t `) === spell(` ${text} `)))
  })

  test.each([
    'a',
    '1',
    '.',
    '!',
    '+',
    '_',
    '/',
    '#',
    '*',
    "'",
    '(',
    'a.',
    'a/',
    'a-',
    'a@',
    '1.',
    '1,',
    '1/',
    '1:',
    '1-',
    '1_',
    '12 345 ',
    '1 000 ',
    '+-',
    './',
    'a1.',
    'half a ',
    'a hundred ',
    'and a half ',
    'nor ',
    "a'd",
    '9-5pm ',
    'http://',
    'a@b.',
    '°',
    '½',
    '\u0301\u0316',
    '\u05b0',
    '\ud800',
    '\u200b',
  ])('takes time linear in the length of %j repeated', (piece) => {
    // Eight times the length takes eight times as long, or sixty-four times where a reader looks back over what it has read.
    const short = fastestMs(piece.repeat(10_000 / piece.length), 3)
    const long = fastestMs(piece.repeat(80_000 / piece.length), 2)
    expect(long / Math.max(1, short)).toBeLessThan(32)
  })
})

/** Fastest of some runs over a text, which may end in whichever way takes longest. */
function fastestMs(text: string, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    for (const end of ['', 'a', '!']) tokenize(text + end)
    return performance.now() - start
  })
  return Math.min(...times)
}
