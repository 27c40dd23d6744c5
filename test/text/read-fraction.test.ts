import { expect, test } from 'vitest'
import { readAndPart, readFraction } from '../../src/text/read-fraction.js'

test.each([
  ['half a tablet', '0.5', 2],
  ['half an hour', '0.5', 2],
  ['half hour', '0.5', 1],
  ['half a million', '500000', 3],
  ['half a dozen', '6', 3],
  ['one half of it', '0.5', 2],
  ['a half tablet', '0.5', 2],
  ['a quarter of users', '1/4', 2],
  ['three quarters of an hour', '0.75', 4],
  ['two thirds', '2/3', 2],
  ['a third of them', '1/3', 2],
  ['half the budget', null, 0],
  ['half', null, 0],
  ['three quarters', null, 0],
  ['a third party', null, 0],
  ['four thirds', null, 0],
  ['two constructor', null, 0],
])('readFraction reads %s as %s', (text, number, length) => {
  expect(readFraction(text.split(' '), 0)).toEqual(number === null ? null : { text: number, length })
})

test.each([
  ['and a half', 0.5],
  ['and one half', 0.5],
  ['and a quarter', 0.25],
  ['and a third', null],
  ['a half', null],
])('readAndPart adds what %s says', (text, value) => {
  expect(readAndPart(text.split(' '), 0)?.value ?? null).toBe(value)
})
