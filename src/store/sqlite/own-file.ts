import { APPLICATION_ID } from './schema.js'

const SQLITE_MAGIC = Buffer.from('SQLite format 3\0')
/** Of the application id in the file's header (https://sqlite.org/fileformat2.html). */
const APPLICATION_ID_OFFSET = 68

/** Tells whether a file begins like a database that SmartMemo wrote. */
export function isOwnFile(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return (
    buffer.length >= APPLICATION_ID_OFFSET + 4 &&
    buffer.subarray(0, SQLITE_MAGIC.length).equals(SQLITE_MAGIC) &&
    buffer.readUInt32BE(APPLICATION_ID_OFFSET) === APPLICATION_ID
  )
}
