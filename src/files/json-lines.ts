import { InvalidLineError } from '../errors/errors.js'
import { readLines } from './read-lines.js'

/** One line of a JSON lines file. */
export interface JsonLine {
  readonly value: unknown
  /** From 1. */
  readonly line: number
}

/**
 * Reads JSON lines, plain or gzip; blank lines are passed over. Throws `InvalidLineError` with the line's number,
 * `FileAccessError` when the file cannot be read.
 */
export async function* readJsonLines(path: string): AsyncGenerator<JsonLine> {
  for await (const { text, line } of readLines(path)) {
    if (text.trim() !== '') yield { value: parseLine(path, line, text), line }
  }
}

function parseLine(path: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // Engines quote what they read, and a line may hold what must not get into a log.
    const at = /position (\d+)/.exec((error as Error).message)?.[1]
    throw new InvalidLineError({
      path,
      line,
      reason: at === undefined ? 'it is not JSON' : `it is not JSON from character ${at} on`,
    })
  }
}
