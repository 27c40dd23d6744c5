import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHeader, encodeHeader, encodeRecord, HEADER_BYTES, scanJournal } from '../../../src/store/durable/journal-format.js'
import { decodeOperations, encodeOperations } from '../../../src/store/durable/operation-codec.js'
import { anyOperation } from '../operation-arbitrary.js'

const HEADER = { generation: 7, followsOffset: 12_345, snapshotChecksum: 0xfedcba98 }
const payloads = ['first', 'second one', '', 'the last'].map((text) => Buffer.from(text))
const journal = Buffer.concat([encodeHeader(HEADER), ...payloads.map(encodeRecord)])
const ends = payloads.map(
  (_, index) => HEADER_BYTES + payloads.slice(0, index + 1).reduce((sum, one) => sum + 12 + one.length, 0),
)

describe('operation codec', () => {
  test('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 5 }), (operations) => {
        expect(decodeOperations(encodeOperations(operations))).toEqual(operations)
      }),
    )
  })

  test('throws when bytes are missing or left over', () => {
    fc.assert(
      fc.property(anyOperation, fc.integer({ min: 1, max: 8 }), (operation, count) => {
        const bytes = encodeOperations([operation])
        expect(() => decodeOperations(bytes.subarray(0, bytes.length - count))).toThrow()
        expect(() => decodeOperations(Buffer.concat([bytes, Buffer.alloc(count)]))).toThrow()
      }),
    )
  })
})

describe('journal header', () => {
  test('is read as written', () => {
    expect(decodeHeader(journal)).toEqual({ ...HEADER, version: 1 })
  })

  test('is refused when cut or altered in any byte', () => {
    for (let position = 0; position < HEADER_BYTES; position++) {
      expect(decodeHeader(journal.subarray(0, position))).toBeNull()
      expect(decodeHeader(flipped(journal, position))).toBeNull()
    }
  })
})

describe('scanJournal', () => {
  test('reads all records of a whole journal, from any record on', () => {
    expect(scanJournal(journal, HEADER_BYTES)).toEqual({ payloads, end: journal.length, state: 'clean' })
    expect(scanJournal(journal, ends[0]!)).toEqual({ payloads: payloads.slice(1), end: journal.length, state: 'clean' })
  })

  test('reads the records before a cut at any byte', () => {
    for (let length = HEADER_BYTES; length < journal.length; length++) {
      const whole = ends.filter((end) => end <= length).length
      expect(scanJournal(journal.subarray(0, length), HEADER_BYTES)).toEqual({
        payloads: payloads.slice(0, whole),
        end: whole === 0 ? HEADER_BYTES : ends[whole - 1],
        state: length === (whole === 0 ? HEADER_BYTES : ends[whole - 1]) ? 'clean' : 'torn',
      })
    }
  })

  test('reads the records before an altered byte, and tells a damaged middle from a torn end', () => {
    for (let position = HEADER_BYTES; position < journal.length; position++) {
      const bad = ends.findIndex((end) => position < end)
      const scan = scanJournal(flipped(journal, position), HEADER_BYTES)
      expect(scan.payloads).toEqual(payloads.slice(0, bad))
      expect(scan.state).toBe(bad === payloads.length - 1 ? 'torn' : 'damaged')
    }
  })

  test('takes a run of zeros for no record', () => {
    const zeros = Buffer.concat([journal, Buffer.alloc(100)])
    expect(scanJournal(zeros, HEADER_BYTES)).toEqual({ payloads, end: journal.length, state: 'torn' })
  })
})

function flipped(bytes: Buffer, position: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[position]! ^= 0x40
  return copy
}
