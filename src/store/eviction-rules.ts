import type { Entry } from './entry.js'
import type { EvictionPolicy } from './store.js'

/** How long an unused entry is worth as much as one that is about to expire, under the `hybrid` policy: a day. */
export const IDLE_LIFETIME_MS = 24 * 60 * 60 * 1000

/** Stands for "never" where a number is needed to sort by. */
export const NEVER_MS = Number.MAX_SAFE_INTEGER

type Times = Pick<Entry, 'id' | 'createdAtMs' | 'lastUsedAtMs' | 'expiresAtMs'>

/** Compares two entries under a policy; negative when `a` goes first. Never 0 for two different ids. */
export function compareForEviction(policy: EvictionPolicy, a: Times, b: Times): number {
  return rank(policy, a) - rank(policy, b) || tieBreak(policy, a) - tieBreak(policy, b) || a.id - b.id
}

function rank(policy: EvictionPolicy, entry: Times): number {
  if (policy === 'lru') return entry.lastUsedAtMs
  const expiry = entry.expiresAtMs ?? NEVER_MS
  return policy === 'ttl' ? expiry : Math.min(expiry, entry.lastUsedAtMs + IDLE_LIFETIME_MS)
}

function tieBreak(policy: EvictionPolicy, entry: Times): number {
  return policy === 'ttl' ? entry.createdAtMs : 0
}
