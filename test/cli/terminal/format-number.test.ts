import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDecimal, formatShare, formatUsd } from '../../../src/cli/terminal/format-number.js'
import { formatAge, formatSpan, formatTime } from '../../../src/cli/terminal/format-time.js'

describe('numbers for people', () => {
  it.each([
    [formatCount(1_234_567), '1,234,567'],
    [formatShare(0.9744), '97.4 %'],
    [formatShare(null), '–'],
    [formatDecimal(0.5), '0.500'],
    [formatDecimal(null), '–'],
    [formatUsd(0.0081), '$0.0081'],
    [formatUsd(1234.5), '$1,234.50'],
    [formatBytes(0), '0 bytes'],
    [formatBytes(1023), '1,023 bytes'],
    [formatBytes(1024), '1.0 KiB'],
    [formatBytes(1.5 * 1024 ** 3), '1.5 GiB'],
    [formatSpan(59_999), '59 s'],
    [formatSpan(3_600_000), '1 h'],
    [formatSpan(-5), '0 s'],
    [formatAge(0, 86_400_000), '1 d ago'],
    [formatTime(0), '1970-01-01 00:00:00 UTC'],
  ])('are written as %s', (written, expected) => {
    expect(written).toBe(expected)
  })
})
