import type { SqlValue } from 'sql.js'
import type { EffectiveVerdict, LookupRecord } from '../lookup-record.js'
import { fromNullableSqlText, fromSqlText, toNullableSqlText, toSqlText } from './sql-text.js'

/** Columns of a lookup in the order of {@link toLookupRow}. */
export const LOOKUP_COLUMNS =
  'query_id, partition, domain, scope_key, prompt, prompt_key, outcome, tier, reason, entry_id, matched_prompt, similarity, ' +
  'score, threshold, encoder_id, classifier, candidates, shadow, cost_saved_usd, latency_ms, created_at_ms'

export function toLookupRow(lookup: LookupRecord): SqlValue[] {
  return [
    toSqlText(lookup.queryId),
    toSqlText(lookup.partition),
    toSqlText(lookup.domain),
    toNullableSqlText(lookup.scopeKey),
    toSqlText(lookup.prompt),
    toSqlText(lookup.promptKey),
    lookup.outcome,
    lookup.tier,
    lookup.reason,
    lookup.entryId,
    toNullableSqlText(lookup.matchedPrompt),
    lookup.similarity,
    lookup.score,
    lookup.threshold,
    toNullableSqlText(lookup.encoderId),
    toNullableSqlText(lookup.classifier),
    JSON.stringify(lookup.candidates),
    lookup.shadow ? 1 : 0,
    lookup.costSavedUsd,
    lookup.latencyMs,
    lookup.createdAtMs,
  ]
}

export function fromLookupRow(row: readonly SqlValue[]): LookupRecord {
  return {
    queryId: fromSqlText(row[0]),
    partition: fromSqlText(row[1]),
    domain: fromSqlText(row[2]),
    scopeKey: fromNullableSqlText(row[3]),
    prompt: fromSqlText(row[4]),
    promptKey: fromSqlText(row[5]),
    outcome: row[6] as LookupRecord['outcome'],
    tier: row[7] as LookupRecord['tier'],
    reason: row[8] as LookupRecord['reason'],
    entryId: row[9] as number | null,
    matchedPrompt: fromNullableSqlText(row[10]),
    similarity: row[11] as number | null,
    score: row[12] as number | null,
    threshold: row[13] as number | null,
    encoderId: fromNullableSqlText(row[14]),
    classifier: fromNullableSqlText(row[15]),
    candidates: JSON.parse(row[16] as string) as LookupRecord['candidates'],
    shadow: row[17] === 1,
    costSavedUsd: row[18] as number,
    latencyMs: row[19] as number,
    createdAtMs: row[20] as number,
  }
}

/**
 * Selects the verdicts that count, as rows for {@link fromVerdictRow}: the explicit event of a lookup or, without one,
 * the implicit one.
 */
export const SELECT_VERDICTS = `
  SELECT f.query_id, f.verdict, f.source, f.reason, f.created_at_ms,
    l.partition, l.domain, l.prompt, l.prompt_key, l.entry_id, l.matched_prompt, l.similarity, l.score, l.tier, l.outcome
  FROM feedback_events f JOIN lookups l ON l.query_id = f.query_id
  WHERE (f.source = 'explicit' OR NOT EXISTS
    (SELECT 1 FROM feedback_events e WHERE e.query_id = f.query_id AND e.source = 'explicit'))`

/** Those on one entry, by its id, oldest first; reads verdicts, not the lookups that the entry served. */
export const SELECT_VERDICTS_ON_ENTRY = `${SELECT_VERDICTS} AND f.entry_id = ? ORDER BY f.seq`

export function fromVerdictRow(row: readonly SqlValue[]): EffectiveVerdict {
  return {
    queryId: fromSqlText(row[0]),
    verdict: row[1] as EffectiveVerdict['verdict'],
    source: row[2] as EffectiveVerdict['source'],
    reason: fromNullableSqlText(row[3]),
    createdAtMs: row[4] as number,
    partition: fromSqlText(row[5]),
    domain: fromSqlText(row[6]),
    prompt: fromSqlText(row[7]),
    promptKey: fromSqlText(row[8]),
    entryId: row[9] as number | null,
    matchedPrompt: fromNullableSqlText(row[10]),
    similarity: row[11] as number | null,
    score: row[12] as number | null,
    tier: row[13] as EffectiveVerdict['tier'],
    outcome: row[14] as EffectiveVerdict['outcome'],
  }
}
