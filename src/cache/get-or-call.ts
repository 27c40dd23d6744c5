import { randomUUID } from 'node:crypto'
import type { GetOrCallRequest, GetOrCallResult } from '../options/request.js'
import { validateCall } from '../options/validate-request.js'
import type { Answer } from './answer.js'
import { answerQuery } from './answer-query.js'
import type { CacheContext } from './cache-context.js'
import { callLlm } from './call-llm.js'
import { bestOf } from './decide.js'
import { recordRepetition } from './feedback.js'
import { bypassReason, queryOf } from './query.js'
import { raceAbort } from './race-abort.js'
import { recordDecision } from './record-decision.js'

/** Answers from the cache or from the LLM; see `SmartMemo.getOrCall`. */
export async function getOrCall(context: CacheContext, request: GetOrCallRequest): Promise<GetOrCallResult> {
  validateCall(request)
  request.signal?.throwIfAborted()
  const prompt = request.prompt.trim()
  const bypass = bypassReason(context, prompt)
  if (bypass) return callOnly(context, request, bypass)

  const query = queryOf(context, request, prompt)
  const hitKey = `${query.ref.partition}/${query.promptKey}`
  const repetition = recordRepetition(context, hitKey, query.nowMs)
  const flightKey = [hitKey, request.read, request.write, request.threshold].join('/')
  const { joined, result } = context.inFlight.run(
    flightKey,
    async (signal) => {
      // A verdict on the hit before takes effect on this lookup.
      await repetition
      return answerQuery(context, query, request, signal)
    },
    request.signal,
  )
  const shared = await result
  const costSavedUsd = shared.isServed || joined ? context.options.estimatedLlmCostUsd : 0
  const queryId = joined ? randomUUID() : shared.queryId
  if (joined) {
    // Everybody asked, so everybody counts, and may judge what they got.
    const facts = { queryId, latencyMs: shared.latencyMs, costSavedUsd }
    await recordDecision(context, shared.parts, { ...shared.query, nowMs: query.nowMs }, shared.decision, facts)
  }
  if (shared.isServed) context.recentHits?.note(hitKey, queryId, query.nowMs)
  return { ...resultOf(shared), queryId, coalesced: joined, costSavedUsd, implicitBadHitRecorded: await repetition }
}

function resultOf({
  decision,
  isServed,
  response,
  latencyMs,
}: Answer): Omit<GetOrCallResult, 'queryId' | 'coalesced' | 'costSavedUsd' | 'implicitBadHitRecorded'> {
  const { entryId, similarity, score } = bestOf(decision)
  return {
    response,
    wasCacheHit: isServed,
    outcome: isServed ? 'hit' : 'miss',
    tier: isServed ? decision.tier : null,
    reason: decision.entry && !isServed ? 'bypassed' : decision.reason,
    entryId,
    similarityScore: similarity,
    classifierScore: score,
    latencyMs,
  }
}

/** Calls the LLM without the cache. */
async function callOnly(
  context: CacheContext,
  request: GetOrCallRequest,
  reason: 'empty-prompt' | 'bypassed',
): Promise<GetOrCallResult> {
  const signal = request.signal ?? new AbortController().signal
  const response = await raceAbort(callLlm(request, context.options.retry, signal, context.random), request.signal)
  return {
    queryId: randomUUID(),
    response,
    wasCacheHit: false,
    outcome: 'miss',
    tier: null,
    reason,
    entryId: null,
    similarityScore: null,
    classifierScore: null,
    coalesced: false,
    costSavedUsd: 0,
    latencyMs: 0,
    implicitBadHitRecorded: false,
  }
}
