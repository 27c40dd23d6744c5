import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrap } from '../../../src/cli/terminal/wrap.js'

describe('wrap', () => {
  it('keeps the words and their order, and breaks no earlier than it must', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/))
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (given, columns) => {
        const lines = wrap(given.join(' \n'), columns)
        expect(lines.join(' ')).toBe(given.join(' '))
        for (const [index, line] of lines.entries()) {
          if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(columns)
          const next = lines[index + 1]?.split(' ')[0]
          if (next !== undefined) expect(`${line} ${next}`.length).toBeGreaterThan(columns)
        }
      }),
    )
  })
})
