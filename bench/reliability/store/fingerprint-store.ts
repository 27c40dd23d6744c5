import { createHash } from 'node:crypto'
import type { Store } from '../../../src/store/store.js'

/** A hash over everything that a store holds; the same for the same state only. */
export function fingerprintStore(store: Store): string {
  const hash = createHash('sha256')
  for (const { embedding, lexical, ...entry } of store.entries()) {
    hash.update(JSON.stringify([entry, embedding && [...embedding], [...lexical.ids], [...lexical.weights]]))
  }
  hash.update(JSON.stringify(store.lookups({}, Number.MAX_SAFE_INTEGER, 0)))
  for (const verdict of store.verdicts()) hash.update(JSON.stringify(verdict))
  hash.update(JSON.stringify([store.counts(), store.lastEntryId()]))
  return hash.digest('hex')
}
