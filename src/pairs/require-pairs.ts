import { FileAccessError } from '../errors/errors.js'
import type { PairInFile } from './read-pairs.js'

/** Passes pairs on; throws `FileAccessError` when there are none. `split` null stands for all of them. */
export async function* requirePairs(
  pairs: AsyncIterable<PairInFile>,
  path: string,
  split: string | null,
): AsyncGenerator<PairInFile> {
  let isEmpty = true
  for await (const pair of pairs) {
    isEmpty = false
    yield pair
  }
  if (!isEmpty) return
  const reason = split === null ? 'it holds no pair' : `it holds no pair of the split ${split}. Name another split, or all`
  throw new FileAccessError({ path, action: 'use the pairs of', reason })
}
