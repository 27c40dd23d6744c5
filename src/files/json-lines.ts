import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { FileAccessError, InvalidLineError } from '../errors/errors.js'

/** Longest line that is read, in characters: a response of 4 MiB, its prompt and some room. */
const MAX_LINE_LENGTH = 8 * 1024 * 1024

/** One line of a JSON lines file. */
export interface JsonLine {
  readonly value: unknown
  /** From 1. */
  readonly line: number
}

/**
 * Reads JSON lines, plain or gzip by the file's ending; blank lines are passed over. Throws `InvalidLineError` with
 * the line's number, `FileAccessError` when the file cannot be read.
 */
export async function* readJsonLines(path: string): AsyncGenerator<JsonLine> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  if (input !== file) file.on('error', (error) => input.destroy(error))
  let line = 0
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++
      if (text.trim() === '') continue
      yield { value: parseLine(path, line, text), line }
    }
  } catch (error) {
    if (error instanceof InvalidLineError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new FileAccessError({ path, action: 'read', reason }, { cause: error })
  } finally {
    file.destroy()
  }
}

function parseLine(path: string, line: number, text: string): unknown {
  if (text.length > MAX_LINE_LENGTH)
    throw new InvalidLineError({ path, line, reason: `the line is longer than ${MAX_LINE_LENGTH} characters` })
  try {
    return JSON.parse(line === 1 ? text.replace(/^\uFEFF/, '') : text)
  } catch (error) {
    throw new InvalidLineError({ path, line, reason: `not JSON: ${(error as Error).message}` })
  }
}
