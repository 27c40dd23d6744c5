import { open, rename, rm } from 'node:fs/promises'
import { FileAccessError } from '../errors/errors.js'

/** Characters collected before they are written. */
const CHUNK_LENGTH = 256 * 1024

/**
 * Writes one JSON line a value to a temporary file beside `path` and puts it in its place once it is on disk. Throws
 * `FileAccessError`, leaving what was there before.
 */
export async function writeJsonLines(path: string, values: Iterable<unknown>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
    try {
      for (const chunk of chunksOf(values)) await file.writeFile(chunk)
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    const reason = error instanceof Error ? error.message : String(error)
    throw new FileAccessError({ path, action: 'write', reason }, { cause: error })
  }
}

function* chunksOf(values: Iterable<unknown>): Generator<string> {
  let chunk = ''
  for (const value of values) {
    chunk += `${JSON.stringify(value)}\n`
    if (chunk.length < CHUNK_LENGTH) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
