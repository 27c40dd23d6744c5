import { IDLE_LIFETIME_MS, NEVER_MS } from '../eviction-rules.js'
import type { EvictionPolicy } from '../store.js'

/** Each ordering is that of an index of the schema, so that the worst entries are found without reading the others. */
const ORDERS: Record<EvictionPolicy, string> = {
  lru: 'last_used_at_ms, id',
  ttl: `coalesce(expires_at_ms, ${NEVER_MS}), created_at_ms, id`,
  hybrid: `min(coalesce(expires_at_ms, ${NEVER_MS}), last_used_at_ms + ${IDLE_LIFETIME_MS}), id`,
}

/**
 * Queries whose ids, one after the other, are in the order of eviction; a later one may repeat ids of an earlier one.
 * Parameters: `?1` domain, `?2` now in ms, `?3` limit.
 */
export function evictionQueries(policy: EvictionPolicy): readonly string[] {
  return [
    `SELECT id FROM entries WHERE domain = ?1 AND coalesce(expires_at_ms, ${NEVER_MS}) <= ?2
     ORDER BY ${ORDERS.ttl} LIMIT ?3`,
    `SELECT id FROM entries WHERE domain = ?1 AND strikes > 0 AND ?2 IS NOT NULL
     ORDER BY strikes DESC, ${ORDERS[policy]} LIMIT 2 * ?3`,
    `SELECT id FROM entries WHERE domain = ?1 AND ?2 IS NOT NULL ORDER BY ${ORDERS[policy]} LIMIT 2 * ?3`,
  ]
}
