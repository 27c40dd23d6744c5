import { crc32 } from 'node:zlib'

/** Raised with every change of the bytes below. */
export const JOURNAL_VERSION = 1

/** An offset that stands for all of a journal, whatever its length. */
export const WHOLE_JOURNAL = Number.MAX_SAFE_INTEGER

/** A place in the sequence of all changes: so many bytes into the journal of that generation. */
export interface JournalPoint {
  readonly generation: number
  readonly offset: number
}

/** What a journal says of itself. */
export interface JournalHeader {
  /** One more than that of the journal before. */
  readonly generation: number
  /** Where the journal before was left: a snapshot of that point is what this journal goes on from. */
  readonly followsOffset: number
  /** CRC-32 of that snapshot's file. */
  readonly snapshotChecksum: number
}

/*
 * Header, little-endian: magic (8 bytes), version (uint32), snapshot checksum (uint32), generation (float64), followed
 * offset (float64), CRC-32 of all that (uint32).
 * Record: magic (4 bytes), payload length (uint32), CRC-32 of length and payload (uint32), payload.
 */
const HEADER_MAGIC = Buffer.from('SMMOJRNL')
const RECORD_MAGIC = Buffer.from([0xf5, 0x53, 0x4d, 0xfa])
export const HEADER_BYTES = 36
const RECORD_HEADER_BYTES = 12

export function encodeHeader({ generation, followsOffset, snapshotChecksum }: JournalHeader): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES)
  HEADER_MAGIC.copy(bytes)
  bytes.writeUInt32LE(JOURNAL_VERSION, 8)
  bytes.writeUInt32LE(snapshotChecksum, 12)
  bytes.writeDoubleLE(generation, 16)
  bytes.writeDoubleLE(followsOffset, 24)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 32)), 32)
  return bytes
}

/** Null when the bytes do not begin with a whole header; `version` tells a later format apart. */
export function decodeHeader(journal: Uint8Array): (JournalHeader & { readonly version: number }) | null {
  const bytes = asBuffer(journal)
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, 8).equals(HEADER_MAGIC)) return null
  if (bytes.readUInt32LE(32) !== crc32(bytes.subarray(0, 32))) return null
  return {
    version: bytes.readUInt32LE(8),
    snapshotChecksum: bytes.readUInt32LE(12),
    generation: bytes.readDoubleLE(16),
    followsOffset: bytes.readDoubleLE(24),
  }
}

export function encodeRecord(payload: Uint8Array): Uint8Array {
  const header = Buffer.alloc(RECORD_HEADER_BYTES)
  RECORD_MAGIC.copy(header)
  header.writeUInt32LE(payload.length, 4)
  header.writeUInt32LE(checksumRecord(header, payload), 8)
  return Buffer.concat([header, payload])
}

/** What was found from some offset of a journal on. */
export interface JournalScan {
  /** Payloads of the whole records before the first bad byte, views of the journal's bytes. */
  readonly payloads: readonly Uint8Array[]
  /** Where the last of them ends. */
  readonly end: number
  /** `torn`: nothing whole follows `end`, as after a write that was cut short; `damaged`: whole records follow. */
  readonly state: 'clean' | 'torn' | 'damaged'
}

export function scanJournal(journal: Uint8Array, from: number): JournalScan {
  const bytes = asBuffer(journal)
  const payloads: Uint8Array[] = []
  let end = from
  for (let payload; (payload = recordAt(bytes, end)); end += RECORD_HEADER_BYTES + payload.length) payloads.push(payload)
  if (end >= bytes.length) return { payloads, end, state: 'clean' }
  return { payloads, end, state: hasRecordAfter(bytes, end) ? 'damaged' : 'torn' }
}

function hasRecordAfter(bytes: Buffer, position: number): boolean {
  for (let next = bytes.indexOf(RECORD_MAGIC, position + 1); next !== -1; next = bytes.indexOf(RECORD_MAGIC, next + 1)) {
    if (recordAt(bytes, next)) return true
  }
  return false
}

function recordAt(bytes: Buffer, position: number): Uint8Array | null {
  const start = position + RECORD_HEADER_BYTES
  if (start > bytes.length || !bytes.subarray(position, position + 4).equals(RECORD_MAGIC)) return null
  const header = bytes.subarray(position, start)
  const payload = bytes.subarray(start, start + header.readUInt32LE(4))
  if (payload.length !== header.readUInt32LE(4)) return null
  return header.readUInt32LE(8) === checksumRecord(header, payload) ? payload : null
}

/** The length is covered too, so that a run of zeros is no record. */
function checksumRecord(header: Buffer, payload: Uint8Array): number {
  return crc32(payload, crc32(header.subarray(4, 8)))
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
