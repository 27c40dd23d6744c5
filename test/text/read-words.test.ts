import { expect, test } from 'vitest'
import { spell } from './spell.js'

test.each([
  ['twenty-five users', '25 users'],
  ['a hundred and five dollars', '105 $'],
  ['one user, one hour and one hundred', 'one user 1 hour and 100'],
  ['two dozen eggs', '24 eggs'],
  ['half an hour', '0.5 hour'],
  ['an hour and a half', '1.5 hour'],
  ['one and a half hours', '1.5 hour'],
  ['8 years and a half', '8.5 year'],
  ['the next hour and a half', 'the next 1.5 hour'],
  ['two and a half years', '2.5 year'],
  ['at three pm', 'at 15:00'],
  ["at three o'clock", 'at 3'],
  ["at 3 o'clock in the afternoon", 'at 15:00'],
  ['at half past three', 'at 3:30'],
  ['at noon or midnight', 'at 12:00 or 0:00'],
  ['9 in the morning', '9:00'],
  ['9 in the garden', '9 in the garden'],
  ['twice a day', '2 times daily'],
  ['two times per day', '2 times daily'],
  ['once a week', 'weekly'],
  ['every month', 'monthly'],
  ['Q3 and the third quarter', 'q3 and the q3'],
  ['FY24 and fiscal year 2024', 'fiscal year 2024 and fiscal year 2024'],
  ['on Fri or next mon', 'on friday or next monday'],
  ['in Feb', 'in february'],
  ['Jan-Mar', 'january march'],
  ['wait a minute', 'wait a minute'],
  ['min and max', 'min and max'],
])('readWord reads %j', (prompt, tokens) => {
  expect(spell(prompt)).toBe(tokens)
})
