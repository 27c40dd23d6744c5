import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../src/cli/terminal/display-width.js'
import { formatTable } from '../../../src/cli/terminal/format-table.js'
import { RecordedOutput } from '../recorded-terminal.js'

const COLUMNS = [{ title: 'id', align: 'right' }, { title: 'prompt', isFlexible: true }, { title: 'state' }] as const

describe('formatTable', () => {
  it('lines columns up, numbers to the right', () => {
    const rows = [
      ['1', 'short', 'live'],
      ['17', '返品したい', 'expired'],
    ]
    expect(formatTable(COLUMNS, rows, new RecordedOutput())).toEqual([
      'id  prompt      state',
      ' 1  short       live',
      '17  返品したい  expired',
    ])
  })

  it('cuts flexible columns until the table fits, and no other', () => {
    const cell = fc.string({ unit: 'grapheme-ascii', maxLength: 60 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('123456'), cell, fc.constant('quarantined'))), (rows) => {
        for (const line of formatTable(COLUMNS, rows, new RecordedOutput(false, 40))) {
          expect(displayWidth(line)).toBeLessThanOrEqual(40)
        }
        const body = formatTable(COLUMNS, rows, new RecordedOutput(false, 40)).slice(1)
        expect(body.every((line) => line.startsWith('123456') && line.endsWith('quarantined'))).toBe(true)
      }),
    )
  })

  it('keeps flexible columns readable on a terminal that is too narrow', () => {
    const [, line] = formatTable(COLUMNS, [['1', 'x'.repeat(50), 'live']], new RecordedOutput(false, 10))
    expect(line).toContain('x'.repeat(11))
  })

  it('paints its heading only where a person watches', () => {
    expect(formatTable(COLUMNS, [], new RecordedOutput(true))[0]).toMatch(/^<bold>/)
    expect(formatTable(COLUMNS, [], new RecordedOutput())[0]).toMatch(/^id/)
  })
})
