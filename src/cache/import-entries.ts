import { InvalidLineError, isSmartMemoError } from '../errors/index.js'
import { readJsonLines } from '../files/json-lines.js'
import type { RememberRequest } from '../options/request.js'
import { validateRemember } from '../options/validate-request.js'

/** Entries encoded and stored together. */
const BATCH_SIZE = 64

/**
 * Checks every line, then stores all in batches; returns how many. A file is read twice rather than held in memory,
 * an iterable is held. Throws `InvalidLineError` before anything is stored, `FileAccessError` for the file itself.
 */
export async function importEntries(
  source: string | Iterable<RememberRequest> | AsyncIterable<RememberRequest>,
  storeBatch: (requests: readonly RememberRequest[]) => Promise<void>,
): Promise<number> {
  const path = typeof source === 'string' ? source : 'the given entries'
  const lines = typeof source === 'string' ? () => readJsonLines(source) : await collect(source)
  for await (const { value, line } of lines()) checkLine(path, line, value)
  let count = 0
  let batch: RememberRequest[] = []
  for await (const { value } of lines()) {
    batch.push(value as RememberRequest)
    if (batch.length === BATCH_SIZE) {
      await storeBatch(batch)
      count += batch.length
      batch = []
    }
  }
  if (batch.length > 0) await storeBatch(batch)
  return count + batch.length
}

function checkLine(path: string, line: number, value: unknown): void {
  try {
    validateRemember(value)
  } catch (error) {
    if (!isSmartMemoError(error)) throw error
    throw new InvalidLineError({ path, line, reason: error.message })
  }
}

async function collect(source: Iterable<RememberRequest> | AsyncIterable<RememberRequest>) {
  const items: { value: unknown; line: number }[] = []
  for await (const value of source) items.push({ value, line: items.length + 1 })
  return () => items
}
