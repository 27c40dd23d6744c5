import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scanWords, type PieceKind } from '../../src/text/scan-words.js'
import { anyText } from './any-text.js'

const kinds = (text: string) => scanWords(text).map(({ text: piece, kind }) => `${kind} ${piece}`)

describe('scanWords', () => {
  test.each<[PieceKind, string]>([
    ['code', 'https://example.com/a?b=1&c=2'],
    ['code', 'www.example.com/path'],
    ['code', 'joe.smith@example.co.uk'],
    ['code', '/etc/hosts'],
    ['code', './build/run.sh'],
    ['code', 'src/text/token.ts'],
    ['code', '~/.ssh/config'],
    ['code', '*.csv'],
    ['code', 'foo.bar()'],
    ['code', 'user_id'],
    ['code', 'parseInt()'],
    ['code', 'camelCase'],
    ['code', '--dry-run'],
    ['code', '-v'],
    ['code', 'C++'],
    ['code', 'c#'],
    ['code', '.net'],
    ['code', 'python3.11'],
    ['number', '-5'],
    ['number', '1,234.56'],
    ['number', '10.0.0.1'],
    ['number', '1/2'],
    ['number', '5mg'],
    ['isoDate', '2024-03-05'],
    ['slashDate', '03/05/2024'],
    ['slashDate', '5.3.2024'],
    ['time', '15:30'],
    ['time', '3:00 p.m.'],
    ['time', '10:00:30'],
    ['symbol', '>='],
    ['symbol', '€'],
    ['word', 'naïve'],
    ['word', "o'clock"],
  ])('takes %s as one piece: %s', (kind, text) => {
    expect(kinds(text)).toEqual([`${kind} ${text}`])
  })

  test.each([
    ['a full stop behind an address', 'see https://example.com.', ['word see', 'code https://example.com']],
    ['a question mark behind an address', 'is it at http://a.io/x?', ['word is', 'word it', 'word at', 'code http://a.io/x']],
    ['the dots of U.S.', 'the U.S. market', ['word the', 'word US', 'word market']],
    ['the hyphen of a prefix', 'un-archive and re-enable', ['word unarchive', 'word and', 'word reenable']],
    ['the hyphen of a compound', 'sign-up form', ['word sign', 'word up', 'word form']],
  ])('drops %s', (_, text, pieces) => {
    expect(kinds(text)).toEqual(pieces)
  })

  test('parts sentences that lack their space', () => {
    expect(kinds('done.Please wait')).toEqual(['word done', 'stop .', 'word Please', 'word wait'])
  })

  test('marks pauses, stops and questions', () => {
    expect(kinds('No, stop. Why? (now) - go: on')).toEqual(
      ['word No', 'pause ,', 'word stop', 'stop .', 'word Why', 'ask ?', 'pause (', 'word now', 'pause )', 'pause -', 'word go', 'pause :', 'word on'], // prettier-ignore
    )
  })

  test('parts a list of numbers and keeps grouped thousands together', () => {
    expect(kinds('1,2,3')).toEqual(['number 1', 'number 2', 'number 3'])
    expect(kinds('1,234,567')).toEqual(['number 1,234,567'])
    expect(kinds('1,00,000')).toEqual(['number 1,00,000'])
  })

  test('keeps the point of a number that starts with it', () => {
    expect(kinds('take .5 g, not -.5')).toEqual(['word take', 'number 0.5', 'word g', 'pause ,', 'word not', 'number -0.5'])
  })

  test('reads w/ and w/o as words', () => {
    expect(kinds('w/ milk w/o sugar')).toEqual(['word with', 'word milk', 'word without', 'word sugar'])
  })

  test('takes scripts without spaces letter by letter', () => {
    expect(kinds('取消订单')).toEqual(['word 取', 'word 消', 'word 订', 'word 单'])
  })

  test('makes no empty piece of any text', () => {
    fc.assert(fc.property(anyText, (text) => scanWords(text).every((piece) => piece.text.length > 0)))
  })
})
