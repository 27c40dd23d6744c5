import { LimitError } from '../errors/errors.js'
import type { Entry } from '../store/entry.js'
import type { Store, StoreOperation } from '../store/store.js'
import type { EntryLimit, PutRequest } from './memory.js'

/** Ids are labels in the indexes, which are 32 bits wide. */
const MAX_ENTRY_ID = 2 ** 32 - 1

/** What a put changes. */
export interface PutPlan {
  readonly entry: Entry
  readonly replacedId: number | null
  readonly evictedIds: readonly number[]
  readonly operations: readonly StoreOperation[]
}

/** Plans to store an entry, in the place of one with the same prompt, and to evict what is then too much. */
export function planPut(store: Store, request: PutRequest): PutPlan {
  const id = store.lastEntryId() + 1
  if (id > MAX_ENTRY_ID) throw new LimitError({ what: 'an entry', size: id, limit: MAX_ENTRY_ID, unit: 'entries ever stored' })
  const replacedId = store.findEntryText(request.partition, request.promptKey)?.id ?? null
  const entry: Entry = {
    id,
    partition: request.partition,
    domain: request.domain,
    scopeKey: request.scopeKey,
    prompt: request.prompt,
    promptKey: request.promptKey,
    response: request.response,
    embedding: request.embedding,
    encoderId: request.embedding && request.encoderId,
    lexical: request.lexical,
    tags: request.tags,
    metadata: request.metadata,
    createdAtMs: request.nowMs,
    lastUsedAtMs: request.nowMs,
    expiresAtMs: request.expiresAtMs,
    hitCount: 0,
  }
  const evictedIds = planEviction(store, request, { coming: 1, goingId: replacedId })
  const eviction: StoreOperation[] = evictedIds.length > 0 ? [{ type: 'delete-entries', ids: evictedIds }] : []
  return { entry, replacedId, evictedIds, operations: [{ type: 'put-entry', entry }, ...eviction] }
}

/**
 * Picks the worst entries of a domain that are too many once `coming` more are there and the entry `goingId`, which is never
 * picked, is gone.
 */
export function planEviction(
  store: Store,
  { domain, maxEntries, evictionPolicy, nowMs }: EntryLimit,
  change: { readonly coming: number; readonly goingId: number | null },
): readonly number[] {
  const count = store.entryCount(domain) + change.coming - (change.goingId === null ? 0 : 1)
  const excess = count - Math.max(1, maxEntries)
  if (excess <= 0) return []
  return store
    .evictionOrder(domain, evictionPolicy, nowMs, excess + 1)
    .filter((id) => id !== change.goingId)
    .slice(0, excess)
}
