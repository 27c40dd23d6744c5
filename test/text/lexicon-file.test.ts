import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodeLexicon, encodeLexicon } from '../../src/text/lexicon-file.js'
import { SMALL_HEADER, smallColumns } from './small-lexicon.js'

const bytes = () => encodeLexicon(SMALL_HEADER, smallColumns())

describe('decodeLexicon', () => {
  test('reads back what encodeLexicon wrote', () => {
    const { header, columns } = decodeLexicon(gzipSync(bytes()))
    expect(header).toMatchObject(SMALL_HEADER)
    expect(columns).toEqual(smallColumns())
  })

  test('refuses a file that is cut short', () => {
    expect(() => decodeLexicon(gzipSync(bytes().subarray(0, -3)))).toThrow(RangeError)
  })

  test('refuses a format of another version', () => {
    const other = encodeLexicon({ ...SMALL_HEADER, formatVersion: 2 as 1 }, smallColumns())
    expect(() => decodeLexicon(gzipSync(other))).toThrow(RangeError)
  })

  test('refuses bytes that are no gzip', () => {
    expect(() => decodeLexicon(Buffer.from('hello'))).toThrow()
  })
})
