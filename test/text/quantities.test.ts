import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuantities, valueOf } from '../../src/text/quantities.js'
import { tokenize } from '../../src/text/tokenize.js'
import { anyText } from './any-text.js'

const amounts = (prompt: string) => findQuantities(tokenize(prompt)).map(({ value, dimension }) => `${value} ${dimension}`.trim())
const lastValue = (prompt: string) => valueOf(tokenize(prompt).at(-1)!)

describe('findQuantities', () => {
  test.each([
    ['wait 60 minutes', ['3600 time']],
    ['wait an hour', ['3600 time']],
    ['wait for an hour and a half', ['5400 time']],
    ['5 to 7 days', ['432000 time', '604800 time']],
    ['5-7 days', ['432000 time', '604800 time']],
    ['between 5 and 7 kg', ['5000 mass', '7000 mass']],
    ['20 US dollars', ['20 dollar']],
    ['at 3 pm', ['900 clock']],
    ['at 10:30:30', ['630.5 clock']],
    ['room 5 on floor 3', ['5', '3']],
    ['a user', []],
    ['twice daily', ['2']],
  ])('finds in %s: %j', (prompt, found) => {
    expect(amounts(prompt)).toEqual(found)
  })

  test('points at the number and its unit', () => {
    expect(findQuantities(tokenize('pay $20 now'))).toEqual([{ at: 1, unitAt: 2, dimension: 'dollar', value: 20 }])
  })

  test('gives finite values and places inside of any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = tokenize(text)
        for (const { at, unitAt, value } of findQuantities(tokens)) {
          expect(Number.isFinite(value)).toBe(true)
          expect(at).toBeLessThan(tokens.length)
          expect(unitAt).toBeLessThan(tokens.length)
        }
      }),
    )
  })
})

describe('valueOf', () => {
  test.each([
    ['1/2', 0.5],
    ['3/4', 0.75],
    ['3rd', 3],
    ['-5', -5],
    ['at 15:30', 930],
    ['v2.0.1', 2.000001],
    ['python 3.10', 3.01],
    ['chapter eleven', 11],
  ])('values %s', (prompt, value) => {
    expect(lastValue(prompt)).toBeCloseTo(value, 12)
  })

  test('has none for words', () => {
    expect(lastValue('refund')).toBeNaN()
    expect(lastValue('open /etc/2/3')).toBeNaN()
  })

  const digit = fc.constantFrom(...'0123456789'.split(''))
  const different = <T>(kind: fc.Arbitrary<T>, text: (value: T) => string) =>
    fc
      .tuple(kind, kind)
      .map(([a, b]) => [text(a), text(b)] as const)
      .filter(([a, b]) => a !== b)

  test.each<[string, fc.Arbitrary<readonly [string, string]>]>([
    ['versions', different(fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)), (parts) => `v${parts.join('.')}`)],
    ['addresses', different(fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }), (parts) => parts.join('.'))],
    ['order numbers', different(fc.string({ unit: digit, minLength: 7, maxLength: 30 }), (text) => `order 1${text}`)],
    [
      'dates of which day and month are open',
      different(
        fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 12 }), fc.integer({ min: 1990, max: 2030 })),
        (parts) => parts.join('/'),
      ),
    ],
    ['unreduced fractions, which may be dates', different(fc.constantFrom('2/4', '3/6', '5/10', '4/8', '6/12'), (text) => text)],
    [
      'decades and their first years',
      fc.integer({ min: 100, max: 209 }).map((decade) => [`the ${decade}0s`, `${decade}0`] as const),
    ],
  ])('differs between different %s', (_, pairs) => {
    fc.assert(fc.property(pairs, ([a, b]) => lastValue(a) !== lastValue(b)))
  })
})
