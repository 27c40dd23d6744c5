import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areComparable } from '../../src/cache/are-comparable.js'

/** So many different words. */
const words = (count: number) =>
  Array.from({ length: count }, (_, index) => `word${String.fromCharCode(97 + (index % 26))}${index}x`)
const replaced = (from: readonly string[], at: number) => from.map((word, index) => (index === at ? 'other' : word)).join(' ')

describe('areComparable', () => {
  test('is true for short prompts whatever their words', () => {
    expect(areComparable('Approve the refund', 'Deny the refund')).toBe(true)
    expect(areComparable(words(50).join(' '), replaced(words(50), 25))).toBe(true)
  })

  test('is false where symbols differ', () => {
    expect(areComparable('Approve it ✅', 'Approve it ❌')).toBe(false)
  })

  test.each([80, 200, 3000])('is true for a difference at either end of %i words, false for one between', (count) => {
    const all = words(count)
    const places = [0, 20, 39, 40, count >> 1, count - 25, count - 24, count - 10, count - 1]
    const expected = [true, true, true, false, false, false, true, true, true]
    expect(places.map((at) => areComparable(all.join(' '), replaced(all, at)))).toEqual(expected)
    expect(places.map((at) => areComparable(replaced(all, at), all.join(' ')))).toEqual(expected)
  })

  test('is true for a word added to, or taken from, either end', () => {
    const all = words(200)
    for (const other of [['please', ...all], [...all, 'please'], all.slice(1), all.slice(0, -1)]) {
      expect(areComparable(all.join(' '), other.join(' '))).toBe(true)
    }
  })

  test('is false for words added in the middle, or a long prompt beside a short one', () => {
    const all = words(200)
    expect(areComparable(all.join(' '), [...all.slice(0, 100), 'not', ...all.slice(100)].join(' '))).toBe(false)
    expect(areComparable(all.join(' '), [...all.slice(0, 40), ...all.slice(-24)].join(' '))).toBe(false)
  })

  test.each([
    ['Did the customer cancel on the driver?', 'Did the driver cancel on the customer?', false],
    ['Transfer it from Alice to Bob', 'Transfer it from bob to alice', false],
    ['Book table 4 for 6 people', 'Book table 6 for 4 people', false],
    ['Compare cats and dogs', 'Compare dogs and cats', true],
    ['Is tea or coffee better?', 'Is coffee or tea better?', true],
    ['Approve the refund now', 'Now approve the refund', true],
  ])('of %j and %j is %s, since two words that change places change who does what', (a, b, expected) => {
    expect([areComparable(a, b), areComparable(b, a)]).toEqual([expected, expected])
  })

  test('is symmetric, and true for a prompt and itself', () => {
    const prompt = fc
      .array(fc.constantFrom('a', 'not', '5', '👍', "can't", '3pm', '\u200b'), { maxLength: 90 })
      .map((some) => some.join(' '))
    fc.assert(
      fc.property(prompt, prompt, (a, b) => areComparable(a, a) && areComparable(a, b) === areComparable(b, a)),
      { numRuns: 300 },
    )
  })
})
