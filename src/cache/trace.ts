import type { Trace } from '../options/request.js'
import type { LookupRecord } from '../store/lookup-record.js'
import type { CacheParts } from './cache-parts.js'

/** Turns a recorded lookup into a trace; the differences are found afresh from the two prompts. */
export async function traceOf(record: LookupRecord, explain: CacheParts['explain']): Promise<Trace> {
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
  const differences = await explain(
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
