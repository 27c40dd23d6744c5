import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, suggest } from '../../../src/cli/flags/suggest.js'

const COMMANDS = ['stats', 'inspect', 'import', 'forget', 'export-feedback', 'eval-classifier', 'doctor']

describe('suggest', () => {
  it.each([
    ['stast', 'stats'],
    ['stat', 'stats'],
    ['inspekt', 'inspect'],
    ['eval', 'eval-classifier'],
    ['exportfeedback', 'export-feedback'],
    ['docter', 'doctor'],
  ])('takes %s for %s', (given, meant) => {
    expect(suggest(given, COMMANDS)).toContain(meant)
  })

  it('keeps silent when nothing is close', () => {
    expect(suggest('zzz', COMMANDS)).toBe('')
    expect(suggest('', COMMANDS)).toBe('')
  })
})

describe('editDistance', () => {
  it('counts one for an edit of each kind', () => {
    expect(['tats', 'sttats', 'stads', 'tsats'].map((word) => editDistance(word, 'stats'))).toEqual([1, 1, 1, 1])
  })

  it('is 0 for the same word only, the same both ways, and at most the longer length', () => {
    const word = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b)
        expect(distance === 0).toBe(a === b)
        expect(editDistance(b, a)).toBe(distance)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})
