import { InvalidLineError, InvalidOptionError, isSmartMemoError } from '../errors/index.js'
import { readJsonLines } from '../files/json-lines.js'
import type { RememberRequest } from '../options/request.js'
import { describeValue } from '../options/parse-options.js'
import { validateRemember } from '../options/validate-request.js'

/** Path of a JSON lines file (plain, or gzip when it ends in `.gz`), or the entries themselves. */
export type EntrySource = string | Iterable<RememberRequest> | AsyncIterable<RememberRequest>

/** Entries encoded and stored together. */
const BATCH_SIZE = 64

/**
 * Checks every line, then stores all in batches; returns how many. A file is read twice rather than held in memory,
 * an iterable is held. Throws `InvalidLineError` before anything is stored, `FileAccessError` for the file itself,
 * `InvalidOptionError` for a source that is neither.
 */
export async function importEntries(
  source: EntrySource,
  storeBatch: (requests: readonly RememberRequest[]) => Promise<void>,
): Promise<number> {
  checkSource(source)
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

function checkSource(source: unknown): void {
  if (typeof source === 'string' && source !== '') return
  if (typeof source === 'object' && source !== null && (Symbol.iterator in source || Symbol.asyncIterator in source)) return
  throw new InvalidOptionError({
    option: 'source',
    value: describeValue(source),
    allowed: 'the path of a file or an iterable of entries',
  })
}

function checkLine(path: string, line: number, value: unknown): void {
  try {
    validateRemember(value)
  } catch (error) {
    if (!isSmartMemoError(error)) throw error
    throw new InvalidLineError({ path, line, reason: error.message })
  }
}

async function collect(source: Exclude<EntrySource, string>) {
  const items: { value: unknown; line: number }[] = []
  for await (const value of source) items.push({ value, line: items.length + 1 })
  return () => items
}
