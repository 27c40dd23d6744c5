import { validateQueryId } from '../options/feedback-options.js'
import type { Trace } from '../options/request.js'
import type { LookupRecord } from '../store/lookup-record.js'
import type { CacheContext } from './cache-context.js'
import type { CacheParts } from './cache-parts.js'

/** Tells why a lookup was decided as it was; null when no lookup has that id. */
export async function explain(context: CacheContext, queryId: string): Promise<Trace | null> {
  validateQueryId(queryId)
  const parts = await context.parts()
  const record = await parts.memory.lookup(queryId)
  return record && traceOf(record, parts.explain)
}

/** Turns a recorded lookup into a trace; the differences are found afresh from the two prompts. */
export async function traceOf(record: LookupRecord, findDifferences: CacheParts['explain']): Promise<Trace> {
  const shown =
    record.candidates.length === 0 && record.entryId !== null && record.matchedPrompt !== null
      ? [
          {
            entryId: record.entryId,
            prompt: record.matchedPrompt,
            similarity: record.similarity ?? 1,
            lexicalSimilarity: 1,
            score: null,
          },
        ]
      : record.candidates
  const differences = await findDifferences(
    record.prompt,
    shown.map((candidate) => candidate.prompt),
  )
  return {
    queryId: record.queryId,
    prompt: record.prompt,
    outcome: record.outcome,
    tier: record.tier,
    reason: record.reason,
    entryId: record.entryId,
    threshold: record.threshold,
    encoderId: record.encoderId,
    classifier: record.classifier,
    candidates: shown.map((candidate, index) => ({ ...candidate, differences: differences[index] ?? [] })),
    latencyMs: record.latencyMs,
    createdAtMs: record.createdAtMs,
  }
}
