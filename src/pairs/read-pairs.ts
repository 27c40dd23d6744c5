import { InvalidLineError } from '../errors/errors.js'
import { readJsonLines } from '../files/json-lines.js'
import type { LabelledPair } from './labelled-pair.js'
import { parsePair } from './parse-pair.js'

/** A pair and where it stands. */
export interface PairInFile {
  readonly pair: LabelledPair
  /** Which record of the file it is, from 0, whatever split it belongs to. */
  readonly index: number
  /** From 1; blank lines count. */
  readonly line: number
}

/**
 * Streams the pairs of a JSON lines file, plain or gzip, that belong to `split` (null: all); those without a split belong
 * to every one. Stops at the first bad line, of whatever split, with `InvalidLineError`; `FileAccessError` for the file.
 */
export async function* readPairs(path: string, split: string | null = null): AsyncGenerator<PairInFile> {
  let index = 0
  for await (const { value, line } of readJsonLines(path)) {
    const pair = parsePair(value)
    if (typeof pair === 'string') throw new InvalidLineError({ path, line, reason: pair })
    if (split === null || pair.split === undefined || pair.split === split) yield { pair, index, line }
    index++
  }
}
