import { expect, test } from 'vitest'
import { readHalfOfDay, readSpokenTime } from '../../src/text/spoken-time.js'

test.each([
  ['quarter past three', '3:15', 3],
  ['a quarter past three', '3:15', 4],
  ['quarter past three pm', '15:15', 4],
  ['half past 4', '4:30', 3],
  ['quarter to five', '4:45', 3],
  ['quarter to one', '12:45', 3],
  ['ten past six', '6:10', 3],
  ['twenty minutes past 6 in the evening', '18:20', 7],
  ['five thirty pm', '17:30', 3],
  ['eleven forty five am', '11:45', 4],
  ['half to four', null, 0],
  ['ten to six', null, 0],
  ['five thirty', null, 0],
  ['half past midnight', null, 0],
  ['quarter past 13', null, 0],
])('readSpokenTime reads %s as %s', (text, time, length) => {
  expect(readSpokenTime(text.split(' '), 0)).toEqual(time === null ? null : { time, length })
})

test('readSpokenTime takes minutes to an hour for a time behind at only, since they may be a range', () => {
  expect(readSpokenTime('at ten to six'.split(' '), 1)).toEqual({ time: '5:50', length: 3 })
  expect(readSpokenTime('from ten to six'.split(' '), 1)).toBeNull()
})

test.each([
  ['pm', { half: 'pm', length: 1 }],
  ['a.m.', { half: 'am', length: 1 }],
  ['oclock', { half: null, length: 1 }],
  ['oclock in the evening', { half: 'pm', length: 4 }],
  ['in the morning', { half: 'am', length: 3 }],
  ['in the afternoon', { half: 'pm', length: 3 }],
  ['in the kitchen', null],
  ['in', null],
  ['people', null],
])('readHalfOfDay reads %s', (text, half) => {
  expect(readHalfOfDay(text.split(' '), 0)).toEqual(half)
})
