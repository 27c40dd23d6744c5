import type { LookupRecord } from '../store/lookup-record.js'
import type { CacheParts } from './cache-parts.js'
import type { LookupMessage } from './channels.js'
import { bestOf, type Decision, type Query } from './decide.js'

/** Describes a decided lookup for the store. */
export function lookupRecordOf(
  parts: Pick<CacheParts, 'models'>,
  query: Query,
  decision: Decision,
  facts: { readonly queryId: string; readonly latencyMs: number; readonly costSavedUsd: number; readonly shadow: boolean },
): LookupRecord {
  return {
    queryId: facts.queryId,
    ...query.ref,
    prompt: query.prompt,
    promptKey: query.promptKey,
    outcome: decision.outcome,
    tier: decision.tier,
    reason: decision.reason,
    ...bestOf(decision),
    threshold: query.threshold,
    encoderId: parts.models.encoder.id,
    classifier: parts.models.classifier ? `${parts.models.classifier.card.name}@${parts.models.classifier.card.version}` : null,
    candidates: decision.candidates,
    shadow: facts.shadow,
    costSavedUsd: facts.costSavedUsd,
    latencyMs: facts.latencyMs,
    createdAtMs: query.nowMs,
  }
}

/** Describes a decided lookup for those who listen. */
export function lookupMessageOf(
  query: Pick<Query, 'ref'>,
  decision: Decision,
  facts: Pick<LookupMessage, 'queryId' | 'latencyMs' | 'shadow'>,
): LookupMessage {
  const { outcome, tier, reason } = decision
  const { similarity, score } = bestOf(decision)
  return { ...facts, domain: query.ref.domain, outcome, tier, reason, similarity, score }
}
