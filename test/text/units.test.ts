import { expect, test } from 'vitest'
import { CURRENCY_SYMBOLS, findGluedUnit, findUnit, isMoney } from '../../src/text/units.js'

const inBase = (amount: number, spelling: string) => amount * (findUnit(spelling, true)?.factor ?? Number.NaN)

test.each([
  [60, 'minutes', 1, 'hour'],
  [1, 'day', 24, 'hrs'],
  [1, 'week', 7, 'days'],
  [1, 'fortnight', 2, 'weeks'],
  [500, 'ms', 0.5, 'seconds'],
  [1, 'year', 12, 'months'],
  [1, 'decade', 10, 'years'],
  [0.5, 'g', 500, 'mg'],
  [1, 'mg', 1000, 'mcg'],
  [1, 'μg', 1, 'micrograms'],
  [1, 'kg', 1000, 'grams'],
  [1, 'pound', 16, 'ounces'],
  [1, 'litre', 1000, 'ml'],
  [1, 'km', 1000, 'metres'],
  [3, 'feet', 36, 'inches'],
  [1, 'mile', 1760, 'yards'],
  [2, 'gb', 2000, 'megabytes'],
  [1, 'kw', 1000, 'watts'],
])('findUnit makes %f %s as much as %f %s', (amountA, unitA, amountB, unitB) => {
  expect(findUnit(unitA, true)?.dimension).toBe(findUnit(unitB, true)?.dimension)
  expect(inBase(amountA, unitA)).toBeCloseTo(inBase(amountB, unitB), 10)
})

test.each([
  ['usd', '$'],
  ['bucks', '$'],
  ['euros', '€'],
  ['quid', '£'],
  ['percent', '%'],
  ['gigabytes', 'gb'],
  ['metre', 'meter'],
])('findUnit names %s %s', (spelling, name) => {
  expect(findUnit(spelling, true)?.name).toBe(name)
})

test.each(['min', 'sec', 'mo', 'g', 'l', 'h', 'm', 's', 'oz', 'quid', 'constructor', '__proto__'])(
  'findUnit takes %s for a word where no number stands before it',
  (word) => {
    expect(findUnit(word, false)).toBeUndefined()
  },
)

test('findGluedUnit reads single letters', () => {
  expect(findGluedUnit('h')?.name).toBe('hour')
  expect(findGluedUnit('mg')?.name).toBe('mg')
  expect(findGluedUnit('fa')).toBeUndefined()
  expect(findGluedUnit('constructor')).toBeUndefined()
})

test('isMoney tells every currency from other units', () => {
  for (const symbol of CURRENCY_SYMBOLS) expect(isMoney(findUnit(symbol, true)!)).toBe(true)
  expect(isMoney(findUnit('kg', true)!)).toBe(false)
})
