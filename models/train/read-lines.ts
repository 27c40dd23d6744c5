import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

/** Streams the lines of a text file, plain or gzip by its ending. */
export function readLines(path: string): AsyncIterable<string> {
  const stream = createReadStream(path)
  return createInterface({ input: path.endsWith('.gz') ? stream.pipe(createGunzip()) : stream, crlfDelay: Infinity })
}

/** Prompts in one line of a data file: the line itself, or the text fields of a JSON record. */
export function textsInLine(path: string, line: string): string[] {
  if (!path.includes('.jsonl')) return [line]
  const record = JSON.parse(line) as Record<string, unknown>
  return [record.text, record.prompt_a, record.prompt_b].filter((text) => typeof text === 'string')
}
