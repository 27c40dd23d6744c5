import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { areAffixOpposites, areDerived, areMisspelled } from '../../src/text/word-forms.js'

test.each([
  ['install', 'uninstall', false],
  ['connect', 'disconnect', false],
  ['refundable', 'nonrefundable', false],
  ['activate', 'deactivate', false],
  ['useful', 'useless', false],
  ['legal', 'illegal', true],
  ['possible', 'impossible', true],
])('areAffixOpposites finds %s ↔ %s', (a, b, areAdjectives) => {
  expect(areAffixOpposites(a, b, areAdjectives)).toBe(true)
  expect(areAffixOpposites(b, a, areAdjectives)).toBe(true)
})

test.each([
  ['come', 'income', false],
  ['port', 'import', false],
  ['install', 'installer', false],
  ['der', 'under', false],
  ['install', 'install', false],
])('areAffixOpposites sees none in %s and %s', (a, b, areAdjectives) => {
  expect(areAffixOpposites(a, b, areAdjectives)).toBe(false)
})

test.each([
  ['inform', 'information'],
  ['cancel', 'cancellation'],
  ['approve', 'approval'],
  ['deploy', 'deployment'],
  ['invest', 'investor'],
  ['analyze', 'analysis'],
])('areDerived finds the family of %s and %s', (a, b) => {
  expect(areDerived(a, b)).toBe(true)
  expect(areDerived(b, a)).toBe(true)
})

test.each([
  ['cancel', 'cancer'],
  ['approve', 'disapprove'],
  ['pay', 'payment'],
])('areDerived does not say so of %s and %s', (a, b) => {
  expect(areDerived(a, b)).toBe(false)
})

test.each([
  ['receive', 'recieve'],
  ['password', 'pasword'],
  ['address', 'adress'],
  ['package', 'pacakge'],
  ['refund', 'refundd'],
])('areMisspelled finds %s and %s one slip apart', (a, b) => {
  expect(areMisspelled(a, b)).toBe(true)
  expect(areMisspelled(b, a)).toBe(true)
})

test.each([
  ['form', 'from'],
  ['refund', 'remind'],
  ['order12', 'order13'],
  ['password', 'passport'],
])('areMisspelled does not take %s for %s', (a, b) => {
  expect(areMisspelled(a, b)).toBe(false)
})

test('areMisspelled allows any one letter more, fewer or other', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'.split(''))
  const word = fc.string({ unit: letter, minLength: 6, maxLength: 12 })
  fc.assert(
    fc.property(word, fc.nat(5), letter, (text, at, other) => {
      expect(areMisspelled(text, text.slice(0, at) + other + text.slice(at))).toBe(true)
      expect(areMisspelled(text, text.slice(0, at) + text.slice(at + 1))).toBe(true)
      expect(areMisspelled(text, text.slice(0, at) + other + text.slice(at + 1))).toBe(true)
    }),
  )
})
