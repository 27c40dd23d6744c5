import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WordRelation as R } from '../../src/text/word-relation.js'
import { analyze, saySame } from './bundled-lexicon.js'
import { relateNumbers } from '../../src/text/relate-numbers.js'

/** Relation of the first numbers of two prompts. */
function relate(promptA: string, promptB: string): number {
  const a = analyze(promptA)
  const b = analyze(promptB)
  return relateNumbers(a, a.quantities[0]!.at, b, b.quantities[0]!.at)
}

describe('relateNumbers', () => {
  test.each([
    ['pay 20', 'pay twenty'],
    ['1,000 rows', '1k rows'],
    ['wait 60 minutes', 'wait 1 hour'],
    ['wait an hour', 'wait 60 minutes'],
    ['12 months', 'one year'],
    ['0.5 g', '500 mg'],
    ['500ms', '0.5 seconds'],
    ['2 weeks', 'a fortnight'],
    ['100 km', '62.1371 miles'],
    ['at 3 pm', 'at 15:00'],
    ['at 3 pm', 'at 3'],
    ['1/2 tablet', 'half a tablet'],
    ['v2.0', 'version 2.0.0'],
    ['4.5%', '4.50 percent'],
    ['$1.5M', '1,500,000 dollars'],
  ])('finds %j as much as %j', (a, b) => {
    expect(relate(a, b)).toBe(R.numberEqual)
    expect(relate(b, a)).toBe(R.numberEqual)
  })

  test.each([
    ['5 mg', '5 g'],
    ['.5 g', '5 g'],
    ['2,500', '2.5'],
    ['at 3 am', 'at 3 pm'],
    ['at 3 pm', 'at 4'],
    ['v2.0', 'v2.1'],
    ['v2.0.1', 'v2.0.2'],
    ['python 3.10', 'python 3.1'],
    ['10.0.0.1', '10.0.0.2'],
    ['$1,000,000', '$1,000,001'],
    ['order 10000001', 'order 10000002'],
    ['03/05/2024', '03/06/2024'],
    ['the 1990s', '1990'],
    ['£5', '10 pounds'],
    ['-5', '5'],
  ])('finds %j other than %j', (a, b) => {
    expect(relate(a, b)).toBe(R.numberDifferent)
    expect(relate(b, a)).toBe(R.numberDifferent)
  })

  test('relates the units of equal amounts, and those of different amounts not', () => {
    const unitOf = (prompt: string) => [analyze(prompt), analyze(prompt).quantities[0]!.unitAt] as const
    const relateUnits = (a: string, b: string) => relateNumbers(...unitOf(a), ...unitOf(b))
    expect(relateUnits('60 minutes', '1 hour')).toBe(R.requestSynonym)
    expect(relateUnits('50 minutes', '1 hour')).toBe(0)
    expect(relateUnits('£5', '5 pounds')).toBe(R.requestSynonym)
    expect(relateUnits('£5', '6 pounds')).toBe(0)
  })

  const amount = fc.integer({ min: 1, max: 9999 })
  test.each([
    [1000, 'g', 'mg'],
    [60, 'hours', 'minutes'],
    [7, 'weeks', 'days'],
    [12, 'years', 'months'],
    [100, 'm', 'cm'],
    [1000, 'MB', 'kB'],
  ])('converts any amount at %d to one: %s, %s', (factor, large, small) => {
    fc.assert(
      fc.property(amount, amount, (value, other) => {
        expect(relate(`${value} ${large}`, `${value * factor} ${small}`)).toBe(R.numberEqual)
        if (other !== value) expect(relate(`${other} ${large}`, `${value * factor} ${small}`)).toBe(R.numberDifferent)
      }),
      { numRuns: 30 },
    )
  })

  test('finds one user as many as 1 user, though one may be a pronoun', () => {
    expect(saySame('add one user', 'add 1 user')).toBe(true)
  })

  test('finds spelled numbers equal to digits and to no other number', () => {
    const words = ['seven', 'nineteen', 'forty two', 'two hundred and five']
    const values = [7, 19, 42, 205]
    for (const [at, word] of words.entries()) {
      for (const value of values) expect(saySame(`delete ${word} rows`, `delete ${value} rows`)).toBe(value === values[at])
    }
  })
})
