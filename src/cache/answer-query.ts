import { randomUUID } from 'node:crypto'
import type { GetOrCallRequest } from '../options/request.js'
import { checkBytes, MAX_RESPONSE_BYTES } from '../options/validate-request.js'
import { redactText } from '../security/redact.js'
import type { Answer } from './answer.js'
import { attempt, attemptInTime } from './attempt.js'
import type { CacheContext } from './cache-context.js'
import type { CacheParts } from './cache-parts.js'
import { callLlm } from './call-llm.js'
import { publishShadow } from './channels.js'
import { type Decision, missWithoutSearch, type Query } from './decide.js'
import { putRequestOf } from './put-request-of.js'
import { decideWith, fillThreshold, type PendingQuery } from './query.js'
import { redactQuery } from './redact-query.js'
import { recordDecision } from './record-decision.js'

/**
 * Answers one request: decides, serves the entry or calls the LLM, stores, records. What fails or hangs inside the cache is
 * published and turns into a miss; only the LLM's rejection and an abort reach the caller.
 */
export async function answerQuery(
  context: CacheContext,
  pending: PendingQuery,
  request: GetOrCallRequest,
  signal: AbortSignal,
): Promise<Answer> {
  const { options } = context
  const queryId = randomUUID()
  const startedMs = performance.now()
  const redacted = await redactInTime(context, pending, queryId)
  const parts = redacted && (await attempt(context, 'open the cache', queryId, () => context.partsSoon()))
  const query = fillThreshold(redacted ?? pending, parts)
  const decision = await decideSafely(context, parts, query, request, queryId)
  const latencyMs = performance.now() - startedMs
  signal.throwIfAborted()

  const isServed = decision.entry !== null && options.mode === 'serve'
  const costSavedUsd = isServed ? options.estimatedLlmCostUsd : 0
  await recordDecision(context, parts, query, decision, { queryId, latencyMs, costSavedUsd })
  const answer = { queryId, query, decision, isServed, latencyMs, parts }
  if (isServed) return { ...answer, response: decision.entry.response }

  const response = await callLlm(request, options.retry, signal, context.random)
  signal.throwIfAborted()
  if (options.mode === 'shadow') await compareInShadow(context, decision, response, queryId)
  if (parts && request.write !== false && decision.entry === null) {
    const stored = attemptInTime(context, 'store the response', queryId, () =>
      storeIfWanted(context, parts, query, request, response, decision, signal),
    )
    // What just failed may hang again, and the answer has waited for it once.
    if (decision.reason === 'lookup-failed') void context.calls.track(stored)
    else await stored
  }
  return { ...answer, response }
}

/** Undefined when the hook fails: then nothing may be looked up or stored under this prompt. */
async function redactInTime(context: CacheContext, query: PendingQuery, queryId: string): Promise<PendingQuery | undefined> {
  if (!context.options.redact) return query
  return attemptInTime(context, 'redact the prompt', queryId, () => redactQuery(context.options, query))
}

async function compareInShadow(context: CacheContext, { entry }: Decision, response: string, queryId: string): Promise<void> {
  const { domain, redact } = context.options
  const redactResponse = () => redactText(redact, response, 'response')
  const kept = entry ? await attemptInTime(context, 'redact the response', queryId, redactResponse) : undefined
  const sameResponse = entry && kept !== undefined ? entry.response === kept : null
  publishShadow({ queryId, domain, wouldHit: entry !== null, sameResponse })
}

async function decideSafely(
  context: CacheContext,
  parts: CacheParts | undefined,
  query: Query,
  request: GetOrCallRequest,
  queryId: string,
): Promise<Decision> {
  if (request.read === false) return missWithoutSearch('bypassed')
  const decision = parts && (await attemptInTime(context, 'look up', queryId, () => decideWith(context, parts, query)))
  return decision ?? missWithoutSearch('lookup-failed')
}

async function storeIfWanted(
  context: CacheContext,
  parts: CacheParts,
  query: Query,
  request: GetOrCallRequest,
  response: string,
  decision: Decision,
  signal: AbortSignal,
): Promise<void> {
  if (!(await context.options.shouldStore(request.prompt.trim(), response, request))) return
  checkBytes('a response', response, MAX_RESPONSE_BYTES)
  const put = await putRequestOf(context.options, parts, query, request, response, decision.encoded, context.clock())
  if (!signal.aborted) await parts.memory.put(put)
}
