import { expect, test } from 'vitest'
import { readOpening } from '../../src/text/openers.js'

test.each([
  ['please cancel it', 'please'],
  ['could you please help me cancel my order', 'could you please help me'],
  ['hey there how do i cancel it', 'hey there how do i'],
  ['i would like to know how to reset it', 'i would like to know how to'],
  ['would it be possible to cancel', 'would it be possible to'],
  ['cancel it', ''],
  ['please', ''],
  ['how to', ''],
  ['can you', ''],
  ['', ''],
])('readOpening takes off %j: %j', (text, opening) => {
  const texts = text.split(' ')
  expect(texts.slice(0, readOpening(texts).length).join(' ')).toBe(opening)
})

test('readOpening tells asking for instructions from asking for the deed', () => {
  expect(readOpening('how do i cancel it'.split(' '))).toMatchObject({ asksHow: true, asksDeed: false })
  expect(readOpening('can you cancel it'.split(' '))).toMatchObject({ asksHow: false, asksDeed: true })
  expect(readOpening('what is the best way to cancel it'.split(' '))).toMatchObject({ asksHow: true })
})
