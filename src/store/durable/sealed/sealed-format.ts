import { crc32 } from 'node:zlib'

/** Raised with every change of the bytes below. */
export const SEALED_VERSION = 1

/** Longest name of a cipher, in bytes. */
export const MAX_CIPHER_ID_BYTES = 200

/** What an encrypted file says of itself, in clear. */
export interface SealedHeader {
  readonly version: number
  /** 16 random bytes. */
  readonly file: Uint8Array
  readonly cipherId: string
}

/** A run of a file's content, encrypted as one. */
export interface SealedChunk {
  /** Where its content begins in the file's content. */
  readonly position: number
  /** Bytes of its content. */
  readonly length: number
  readonly sealed: Uint8Array
}

/** A chunk, and where it lies in the encrypted file. */
export interface FoundChunk extends SealedChunk {
  readonly start: number
  readonly end: number
}

/*
 * Header, little-endian: magic (8 bytes), version (uint32), random bytes (16), length of the cipher's name (uint32), the
 * name (UTF-8), CRC-32 of all that (uint32).
 * Chunk: magic (4 bytes), length when encrypted (uint32), position (float64), length (uint32), CRC-32 of these three and
 * the encrypted bytes (uint32), the encrypted bytes.
 */
const HEADER_MAGIC = Buffer.from('SMMOSEAL')
const CHUNK_MAGIC = Buffer.from([0xf5, 0x53, 0x4d, 0xfb])
const FILE_BYTES = 16
const FIXED_HEADER_BYTES = 32
const CHUNK_HEADER_BYTES = 24

export function encodeSealedHeader(file: Uint8Array, cipherId: string): Uint8Array {
  const name = Buffer.from(cipherId)
  const bytes = Buffer.alloc(FIXED_HEADER_BYTES + name.length + 4)
  HEADER_MAGIC.copy(bytes)
  bytes.writeUInt32LE(SEALED_VERSION, 8)
  bytes.set(file, 12)
  bytes.writeUInt32LE(name.length, 12 + FILE_BYTES)
  name.copy(bytes, FIXED_HEADER_BYTES)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -4)), bytes.length - 4)
  return bytes
}

/** Tells whether a file begins like an encrypted one, whatever its key. */
export function isSealed(bytes: Uint8Array): boolean {
  return HEADER_MAGIC.equals(bytes.subarray(0, HEADER_MAGIC.length))
}

/** Null when the bytes do not begin with a whole header. */
export function decodeSealedHeader(content: Uint8Array): (SealedHeader & { readonly end: number }) | null {
  const bytes = asBuffer(content)
  if (bytes.length < FIXED_HEADER_BYTES || !isSealed(bytes)) return null
  const nameEnd = FIXED_HEADER_BYTES + bytes.readUInt32LE(12 + FILE_BYTES)
  if (nameEnd > FIXED_HEADER_BYTES + MAX_CIPHER_ID_BYTES || nameEnd + 4 > bytes.length) return null
  if (bytes.readUInt32LE(nameEnd) !== crc32(bytes.subarray(0, nameEnd))) return null
  return {
    version: bytes.readUInt32LE(8),
    file: Uint8Array.from(bytes.subarray(12, 12 + FILE_BYTES)),
    cipherId: bytes.toString('utf8', FIXED_HEADER_BYTES, nameEnd),
    end: nameEnd + 4,
  }
}

export function encodeChunk({ position, length, sealed }: SealedChunk): Uint8Array {
  const header = Buffer.alloc(CHUNK_HEADER_BYTES)
  CHUNK_MAGIC.copy(header)
  header.writeUInt32LE(sealed.length, 4)
  header.writeDoubleLE(position, 8)
  header.writeUInt32LE(length, 16)
  header.writeUInt32LE(checksumChunk(header, sealed), 20)
  return Buffer.concat([header, sealed])
}

/** The chunk that begins at `start`, its encrypted bytes a view; null when there is no whole one. */
export function chunkAt(content: Uint8Array, start: number): FoundChunk | null {
  const bytes = asBuffer(content)
  const sealedStart = start + CHUNK_HEADER_BYTES
  if (sealedStart > bytes.length || !bytes.subarray(start, start + 4).equals(CHUNK_MAGIC)) return null
  const header = bytes.subarray(start, sealedStart)
  const end = sealedStart + header.readUInt32LE(4)
  if (end > bytes.length) return null
  const sealed = bytes.subarray(sealedStart, end)
  if (header.readUInt32LE(20) !== checksumChunk(header, sealed)) return null
  return { position: header.readDoubleLE(8), length: header.readUInt32LE(16), sealed, start, end }
}

/** Where the next whole chunk after `start` begins; the end of the file when there is none. */
export function nextChunkAfter(content: Uint8Array, start: number): number {
  const bytes = asBuffer(content)
  for (let next = bytes.indexOf(CHUNK_MAGIC, start + 1); next !== -1; next = bytes.indexOf(CHUNK_MAGIC, next + 1)) {
    if (chunkAt(bytes, next)) return next
  }
  return bytes.length
}

function checksumChunk(header: Buffer, sealed: Uint8Array): number {
  return crc32(sealed, crc32(header.subarray(4, 20)))
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
