import { LimitError } from '../errors/errors.js'
import type { Entry } from '../store/entry.js'
import type { EvictionPolicy, Store, StoreOperation } from '../store/store.js'
import type { PutRequest } from './memory.js'

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
  const others = store.entryCount(request.domain) - (replacedId === null ? 0 : 1)
  const excess = others + 1 - Math.max(1, request.maxEntries)
  const evictedIds = planEviction(store, request.domain, request.evictionPolicy, request.nowMs, excess, replacedId)
  const eviction: StoreOperation[] = evictedIds.length > 0 ? [{ type: 'delete-entries', ids: evictedIds }] : []
  return { entry, replacedId, evictedIds, operations: [{ type: 'put-entry', entry }, ...eviction] }
}

/** Picks the `excess` worst entries of a domain, leaving out one that goes anyway. */
function planEviction(
  store: Store,
  domain: string,
  policy: EvictionPolicy,
  nowMs: number,
  excess: number,
  goingId: number | null,
): readonly number[] {
  if (excess <= 0) return []
  return store
    .evictionOrder(domain, policy, nowMs, excess + 1)
    .filter((id) => id !== goingId)
    .slice(0, excess)
}
