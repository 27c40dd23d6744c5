import { expect, test } from 'vitest'
import { readFrequency } from '../../src/text/read-frequency.js'

test.each([
  ['every day', undefined, 'daily', 2],
  ['each month', undefined, 'monthly', 2],
  ['once a week', undefined, 'weekly', 3],
  ['once every year', undefined, 'yearly', 3],
  ['once daily', undefined, 'daily', 2],
  ['a day', 'times', 'daily', 2],
  ['per hour', 'times', 'hourly', 2],
  ['a day', 'in', null, 0],
  ['per day', 'users', null, 0],
  ['every other day', undefined, null, 0],
  ['once approved', undefined, null, 0],
  ['every constructor', undefined, null, 0],
])('readFrequency reads %s behind %s as %s', (text, previous, frequency, length) => {
  expect(readFrequency(text.split(' '), 0, previous)).toEqual(frequency === null ? null : { text: frequency, length })
})
