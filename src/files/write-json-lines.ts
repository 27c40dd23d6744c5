import { writeText } from './write-text.js'

type Values = Iterable<unknown> | AsyncIterable<unknown>

/** Characters collected before they are written. */
const CHUNK_LENGTH = 256 * 1024

/** Writes one JSON line a value, in the way of {@link writeText}; throws what that throws. */
export async function writeJsonLines(path: string, values: Values): Promise<void> {
  await writeText(path, chunksOf(values))
}

async function* chunksOf(values: Values): AsyncGenerator<string> {
  let chunk = ''
  for await (const value of values) {
    chunk += `${JSON.stringify(value)}\n`
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
