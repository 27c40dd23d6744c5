import { expect, test } from 'vitest'
import { spell } from './spell.js'

test.each([
  ['the 3rd of May', 'the 3 may'],
  ['May 3rd', 'may 3'],
  ['the third of May', 'the 3 may'],
  ['the 21st and the twenty-first century', 'the 21st and the 21st century'],
  ['the 11th, 12th, 13th, 101st and 111th', 'the 11th 12th 13th 101st and 111th'],
  ['the second floor', 'the 2nd floor'],
  ['second invoice', '2nd invoice'],
  ['is it the second', 'is it the 2nd'],
  ['wait a second', 'wait a second'],
  ['5 second delay', '5 second delay'],
  ['calls per second allowed', 'calls per second allowed'],
  ['the 2nd quarter', 'the q2'],
  ['the fifth quarter', 'the 5th quarter'],
])('pushRank and rankAt read %j', (prompt, tokens) => {
  expect(spell(prompt)).toBe(tokens)
})
