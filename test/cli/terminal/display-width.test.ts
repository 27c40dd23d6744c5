import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth, oneLine, shorten } from '../../../src/cli/terminal/display-width.js'

describe('displayWidth', () => {
  it.each([
    ['plain', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['返品', 4],
    ['한국', 4],
    ['👩‍👩‍👧', 2],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('shorten', () => {
  it('keeps to the width, and keeps a text that fits as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
        const short = shorten(text, columns)
        expect(displayWidth(short)).toBeLessThanOrEqual(Math.max(columns, 1))
        if (displayWidth(text) <= columns) expect(short).toBe(text)
        else expect(short.endsWith('…')).toBe(true)
      }),
    )
  })
})

describe('oneLine', () => {
  it('leaves nothing that could steer a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\u202E]/u)
      }),
    )
    expect(oneLine('a\r\n\tb \u001B[31mred\u202E')).toBe('a b \\u001b[31mred\\u202e')
  })
})
