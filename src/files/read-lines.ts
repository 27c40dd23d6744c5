import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FileAccessError, InvalidLineError, isSmartMemoError } from '../errors/index.js'
import { fileFailure } from './file-failure.js'

/** Longest line that is read: a response of 4 MiB that JSON had to escape, its prompt and some room. */
const MAX_LINE_BYTES = 16 * 1024 * 1024
/** Line feed; it is no part of any other sign in UTF-8. */
const LINE_FEED = 0x0a
/** First two bytes of a gzip file (RFC 1952). */
const GZIP_MAGIC = [0x1f, 0x8b]

/** One line of a text file, without its line end. */
export interface TextLine {
  readonly text: string
  /** From 1. */
  readonly line: number
}

/**
 * Streams the lines of a UTF-8 file, plain or gzip by its first bytes. A byte order mark is dropped, CRLF counts as a line
 * end. Throws `InvalidLineError` for a line that is not UTF-8 or too long, `FileAccessError` for the file itself.
 */
export async function* readLines(path: string): AsyncGenerator<TextLine> {
  const streams: Readable[] = []
  let line = 0
  try {
    for await (const bytes of splitLines(await openStream(path, streams))) {
      line++
      if (bytes === null) throw new InvalidLineError({ path, line, reason: `the line is longer than ${MAX_LINE_BYTES} bytes` })
      yield { text: decode(path, line, bytes), line }
    }
  } catch (error) {
    if (isSmartMemoError(error)) throw error
    throw new FileAccessError({ path, action: 'read', reason: fileFailure(error) }, { cause: error })
  } finally {
    for (const stream of streams) stream.destroy()
  }
}

async function openStream(path: string, streams: Readable[]): Promise<Readable> {
  const isGzip = await startsWithGzip(path)
  const file = createReadStream(path)
  streams.push(file)
  if (!isGzip) return file
  const text = createGunzip()
  streams.push(text)
  file.on('error', (error) => text.destroy(error))
  return file.pipe(text)
}

/** A pipe is not looked into, since what was read from it would be gone; its name says what it holds. */
async function startsWithGzip(path: string): Promise<boolean> {
  if (!(await stat(path)).isFile()) return path.endsWith('.gz')
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0)
    return GZIP_MAGIC.every((byte, index) => buffer[index] === byte)
  } finally {
    await file.close()
  }
}

/** Null stands for a line that is too long, after which nothing comes. */
async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | null> {
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)])
      rest = []
      restBytes = 0
      start = end + 1
    }
    rest.push(chunk.subarray(start))
    restBytes += chunk.length - start
    if (restBytes > MAX_LINE_BYTES) {
      yield null
      return
    }
  }
  if (restBytes > 0) yield Buffer.concat(rest)
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(path: string, line: number, bytes: Buffer): string {
  try {
    const text = decoder.decode(bytes)
    return (line === 1 ? text.replace(/^\uFEFF/, '') : text).replace(/\r$/, '')
  } catch {
    throw new InvalidLineError({ path, line, reason: 'it is not UTF-8 text' })
  }
}
