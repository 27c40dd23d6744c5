import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalNumber,
  clockTime,
  expandCalendarWord,
  expandMonth,
  isMonth,
  spellDate,
} from '../../src/text/dates-and-times.js'

describe('canonicalNumber', () => {
  test.each([
    ['1,000', '1000'],
    ['2,500.50', '2500.5'],
    ['2.500,50', '2500.50'],
    ['1,00,000', '100000'],
    ['2.5', '2.5'],
    ['2,5', '2.5'],
    ['007', '7'],
    ['5.00', '5'],
    ['0.50', '0.5'],
    ['000123', '000123'],
    ['-5', '-5'],
  ])('writes %s as a number of the value %s', (digits, value) => {
    const text = canonicalNumber(digits)
    expect(Number(text)).toBe(Number(value))
    expect(text).not.toContain(',')
  })

  test('keeps the zeroes in front of an id', () => {
    expect(canonicalNumber('000123')).toBe('000123')
  })

  test('writes amounts alike however their thousands are grouped', () => {
    fc.assert(
      fc.property(fc.nat(99_999), (value) => {
        expect(canonicalNumber(value.toLocaleString('en-US'))).toBe(String(value))
        expect(canonicalNumber(value.toFixed(2))).toBe(String(value))
      }),
    )
  })
})

describe('clockTime', () => {
  test.each([
    ['3', 'pm', '15:00'],
    ['3', 'am', '3:00'],
    ['12', 'am', '0:00'],
    ['12', 'pm', '12:00'],
    ['3:05', 'pm', '15:05'],
    ['16:15', 'pm', '16:15'],
    ['03:30', null, '3:30'],
    ['10:00:30', null, '10:00:30'],
    ['10:00:00', null, '10:00'],
  ] as const)('puts %s %s on a 24-hour clock', (text, half, time) => {
    expect(clockTime(text, half)).toBe(time)
  })

  test.each([
    ['25', 'pm'],
    ['3:75', null],
    ['13', 'am'],
    ['0', 'pm'],
    ['2.5', 'pm'],
    ['x', 'am'],
  ] as const)('refuses %s %s', (text, half) => {
    expect(clockTime(text, half)).toBeNull()
  })
})

describe('spellDate', () => {
  test.each([
    ['isoDate', '2024-03-05', ['march', '5', '2024']],
    ['slashDate', '13/05/2024', ['may', '13', '2024']],
    ['slashDate', '05/13/24', ['may', '13', '2024']],
    ['slashDate', '05/13/98', ['may', '13', '1998']],
    ['slashDate', '5.5.2024', ['may', '5', '2024']],
    ['slashDate', '03/05/2024', ['3/5/2024']],
    ['slashDate', '3.5.2024', ['3/5/2024']],
    ['isoDate', '2024-13-05', null],
    ['slashDate', '45/13/2024', null],
    ['slashDate', '0/5/2024', null],
  ] as const)('spells the %s %s', (kind, text, words) => {
    expect(spellDate({ kind, text })).toEqual(words)
  })
})

describe('expandCalendarWord', () => {
  test.each([
    ['Feb', undefined, undefined, 'february'],
    ['Jan', 'in', undefined, 'january'],
    ['Jan', 'ask', 'sokol', undefined],
    ['APR', undefined, undefined, undefined],
    ['Mar', 'jan', undefined, 'march'],
    ['mar', 'to', undefined, undefined],
    ['fri', undefined, undefined, 'friday'],
    ['Mon', 'on', undefined, 'monday'],
    ['mon', 'next', undefined, 'monday'],
    ['Mon', undefined, 'fri', 'monday'],
    ['Sat', undefined, '9am', 'saturday'],
    ['sat', 'he', 'down', undefined],
    ['Sun', 'the', undefined, undefined],
    ['sun', 'to', undefined, undefined],
    ['constructor', undefined, undefined, undefined],
  ])('reads %s between %s and %s', (word, previous, next, name) => {
    expect(expandCalendarWord(word, previous, next)).toBe(name)
  })
})

test('expandMonth and isMonth know short and full names', () => {
  expect(expandMonth('sept')).toBe('september')
  expect(expandMonth('toString')).toBeUndefined()
  expect(isMonth('september')).toBe(true)
  expect(isMonth('sept')).toBe(false)
})
