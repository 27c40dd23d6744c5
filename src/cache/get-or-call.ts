import { randomUUID } from 'node:crypto'
import type { GetOrCallRequest, GetOrCallResult } from '../options/request.js'
import { validateCall } from '../options/validate-request.js'
import type { Answer } from './answer.js'
import { answerQuery } from './answer-query.js'
import type { CacheContext } from './cache-context.js'
import { callLlm } from './call-llm.js'
import { recordRepetition } from './feedback.js'
import { bypassReason, queryOf } from './query.js'
import { raceAbort } from './race-abort.js'

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
  if (shared.isServed) context.recentHits?.note(hitKey, shared.queryId, query.nowMs)
  return describe(shared, joined, context.options.estimatedLlmCostUsd, await repetition)
}

function describe(shared: Answer, joined: boolean, llmCostUsd: number, implicitBadHitRecorded: boolean): GetOrCallResult {
  const { decision, isServed } = shared
  const best = decision.candidates[0]
  return {
    queryId: shared.queryId,
    response: shared.response,
    wasCacheHit: isServed,
    outcome: isServed ? 'hit' : 'miss',
    tier: isServed ? decision.tier : null,
    reason: decision.entry && !isServed ? 'bypassed' : decision.reason,
    entryId: decision.entry?.id ?? best?.entryId ?? null,
    similarityScore: best?.similarity ?? (decision.tier === 'exact' ? 1 : null),
    classifierScore: best?.score ?? null,
    coalesced: joined,
    costSavedUsd: isServed || joined ? llmCostUsd : 0,
    latencyMs: shared.latencyMs,
    implicitBadHitRecorded,
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
