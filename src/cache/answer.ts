import { randomUUID } from 'node:crypto'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { callLlm } from './call-llm.js'
import type { CacheParts } from './cache-parts.js'
import { publishFailure, publishLookup, publishShadow } from './channels.js'
import { decide, type Decision, missWithoutLookup, type Query } from './decide.js'
import { putRequestOf } from './put-request-of.js'
import { lookupRecordOf } from './lookup-record-of.js'
import type { GetOrCallRequest } from '../options/request.js'
import { checkBytes, MAX_RESPONSE_BYTES } from '../options/validate-request.js'

/** A decided and answered request, shared by everybody who asked the same at the same time. */
export interface Answer {
  readonly queryId: string
  readonly decision: Decision
  readonly response: string
  /** True when the response came from the cache. */
  readonly isServed: boolean
  readonly latencyMs: number
}

/** What answering needs; `parts` opens the cache on first use. */
export interface AnswerContext {
  readonly options: ResolvedOptions
  readonly parts: () => Promise<CacheParts>
  readonly clock: () => number
}

/** A query whose threshold the open cache fills in. */
export type PendingQuery = Omit<Query, 'threshold'> & { readonly tightenTo: number | undefined }

/**
 * Answers one request: decides, serves the entry or calls the LLM, stores, records. What fails inside the cache is
 * published and turns into a miss; only the LLM's rejection and an abort reach the caller.
 */
export async function answer(
  context: AnswerContext,
  pending: PendingQuery,
  request: GetOrCallRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const { options } = context
  const queryId = randomUUID()
  const startedMs = performance.now()
  const parts = await openParts(context, queryId)
  const query = fillThreshold(pending, parts)
  const decision = parts ? await decideSafely(context, parts, query, request, queryId) : missWithoutLookup('lookup-failed')
  const latencyMs = performance.now() - startedMs
  signal.throwIfAborted()

  const isServed = decision.entry !== null && options.mode === 'serve'
  const costSavedUsd = isServed ? options.estimatedLlmCostUsd : 0
  if (parts) {
    await attempt(context, 'record the lookup', queryId, async () => {
      const record = lookupRecordOf(parts, query, decision, {
        queryId,
        latencyMs,
        costSavedUsd,
        shadow: options.mode === 'shadow',
      })
      const recorded = parts.memory.recordLookup(record, options.durability)
      if (options.durability === 'sync') await recorded
      else
        recorded.catch((error: unknown) =>
          publishFailure({ action: 'record the lookup', domain: options.domain, queryId, error }),
        )
    })
  }
  publishLookup({
    queryId,
    domain: options.domain,
    outcome: decision.outcome,
    tier: decision.tier,
    reason: decision.reason,
    similarity: decision.candidates[0]?.similarity ?? null,
    score: decision.candidates[0]?.score ?? null,
    latencyMs,
    shadow: options.mode === 'shadow',
  })
  if (isServed) return { queryId, decision, response: decision.entry!.response, isServed, latencyMs }

  const response = await callLlm(request, options.retry, signal)
  signal.throwIfAborted()
  if (options.mode === 'shadow') {
    const sameResponse = decision.entry ? decision.entry.response === response : null
    publishShadow({ queryId, domain: options.domain, wouldHit: decision.entry !== null, sameResponse })
  }
  if (parts && request.write !== false && decision.entry === null) {
    await attempt(context, 'store the response', queryId, () => storeIfWanted(context, parts, query, request, response, decision))
  }
  return { queryId, decision, response, isServed, latencyMs }
}

/** Fills in the threshold that the cache was opened with; a request may only raise it. */
export function fillThreshold({ tightenTo, ...query }: PendingQuery, parts: CacheParts | undefined): Query {
  return { ...query, threshold: Math.max(parts?.threshold ?? 1, tightenTo ?? -1) }
}

/** Decides with the parts of an open cache. */
export function decideWith(options: ResolvedOptions, parts: CacheParts, query: Query): Promise<Decision> {
  return decide(
    {
      memory: parts.memory,
      score: parts.score,
      encode: async (prompt) => (await parts.encode([prompt]))[0]!,
      candidateK: options.candidateK,
      classifier: parts.models.classifier,
    },
    query,
  )
}

async function storeIfWanted(
  context: AnswerContext,
  parts: CacheParts,
  query: Query,
  request: GetOrCallRequest,
  response: string,
  decision: Decision,
): Promise<void> {
  if (!(await context.options.shouldStore(query.prompt, response, request))) return
  checkBytes('a response', response, MAX_RESPONSE_BYTES)
  await parts.memory.put(await putRequestOf(context.options, parts, query, request, response, decision.encoded, context.clock()))
}

async function openParts(context: AnswerContext, queryId: string): Promise<CacheParts | undefined> {
  try {
    return await context.parts()
  } catch (error) {
    publishFailure({ action: 'open the cache', domain: context.options.domain, queryId, error })
    return undefined
  }
}

async function decideSafely(
  context: AnswerContext,
  parts: CacheParts,
  query: Query,
  request: GetOrCallRequest,
  queryId: string,
): Promise<Decision> {
  if (request.read === false) return missWithoutLookup('bypassed')
  try {
    return await decideWith(context.options, parts, query)
  } catch (error) {
    publishFailure({ action: 'look up', domain: context.options.domain, queryId, error })
    return missWithoutLookup('lookup-failed')
  }
}

async function attempt(context: AnswerContext, action: string, queryId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    publishFailure({ action, domain: context.options.domain, queryId, error })
  }
}
