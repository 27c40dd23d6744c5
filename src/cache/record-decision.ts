import { attemptInTime } from './attempt.js'
import type { CacheContext } from './cache-context.js'
import type { CacheParts } from './cache-parts.js'
import { publishLookup } from './channels.js'
import type { Decision, Query } from './decide.js'
import { lookupMessageOf, lookupRecordOf } from './lookup-record-of.js'

/** Records a decided lookup and tells those who listen. Only `durability: 'sync'` waits for the record. Never rejects. */
export async function recordDecision(
  context: CacheContext,
  parts: CacheParts | undefined,
  query: Query,
  decision: Decision,
  facts: { readonly queryId: string; readonly latencyMs: number; readonly costSavedUsd: number },
): Promise<void> {
  const { durability, mode } = context.options
  const shadow = mode === 'shadow'
  publishLookup(lookupMessageOf(query, decision, { queryId: facts.queryId, latencyMs: facts.latencyMs, shadow }))
  if (!parts) return
  const record = lookupRecordOf(parts, query, decision, { ...facts, shadow })
  const recorded = attemptInTime(context, 'record the lookup', facts.queryId, () => parts.memory.recordLookup(record, durability))
  if (durability === 'sync') await recorded
  else void context.calls.track(recorded)
}
