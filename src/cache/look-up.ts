import { randomUUID } from 'node:crypto'
import type { LookupRequest, LookupResult } from '../options/request.js'
import { validateLookup } from '../options/validate-request.js'
import type { CacheContext } from './cache-context.js'
import { publishLookup } from './channels.js'
import { lookupMessageOf, lookupRecordOf } from './lookup-record-of.js'
import { bypassReason, decideWith, fillThreshold, queryOf } from './query.js'
import { redactQuery } from './redact-query.js'
import { raceAbort } from './race-abort.js'

/** Decides and records without calling the LLM; see `SmartMemo.lookup`. */
export async function lookUp(context: CacheContext, request: LookupRequest): Promise<LookupResult> {
  validateLookup(request)
  request.signal?.throwIfAborted()
  const prompt = request.prompt.trim()
  const bypass = bypassReason(context, prompt)
  return bypass ? missBy(bypass) : raceAbort(decideAndRecord(context, request, prompt), request.signal)
}

async function decideAndRecord(context: CacheContext, request: LookupRequest, prompt: string): Promise<LookupResult> {
  const parts = await context.parts()
  const startedMs = performance.now()
  const query = fillThreshold(await redactQuery(context.options, queryOf(context, request, prompt)), parts)
  const decision = await decideWith(context, parts, query)
  const latencyMs = performance.now() - startedMs
  const queryId = randomUUID()
  const record = lookupRecordOf(parts, query, decision, { queryId, latencyMs, costSavedUsd: 0, shadow: false })
  await parts.memory.recordLookup(record, context.options.durability)
  publishLookup(lookupMessageOf(query, decision, { queryId, latencyMs, shadow: false }))
  return {
    queryId,
    outcome: record.outcome,
    wasCacheHit: record.outcome === 'hit',
    tier: record.tier,
    reason: record.reason,
    response: decision.entry?.response ?? null,
    entryId: record.entryId,
    similarityScore: record.similarity,
    classifierScore: record.score,
    latencyMs,
  }
}

function missBy(reason: 'empty-prompt' | 'bypassed'): LookupResult {
  return {
    queryId: randomUUID(),
    outcome: 'miss',
    wasCacheHit: false,
    tier: null,
    reason,
    response: null,
    entryId: null,
    similarityScore: null,
    classifierScore: null,
    latencyMs: 0,
  }
}
