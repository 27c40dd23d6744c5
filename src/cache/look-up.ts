import { randomUUID } from 'node:crypto'
import type { LookupRequest, LookupResult } from '../options/request.js'
import { validateLookup } from '../options/validate-request.js'
import type { CacheContext } from './cache-context.js'
import { bestOf } from './decide.js'
import { bypassReason, decideWith, fillThreshold, queryOf } from './query.js'
import { recordDecision } from './record-decision.js'
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
  await recordDecision(context, parts, query, decision, { queryId, latencyMs, costSavedUsd: 0 })
  const { entryId, similarity, score } = bestOf(decision)
  return {
    queryId,
    outcome: decision.outcome,
    wasCacheHit: decision.outcome === 'hit',
    tier: decision.tier,
    reason: decision.reason,
    response: decision.entry?.response ?? null,
    entryId,
    similarityScore: similarity,
    classifierScore: score,
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
