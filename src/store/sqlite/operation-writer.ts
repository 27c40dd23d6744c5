import type { Entry } from '../entry.js'
import type { CandidateRecord, FeedbackEvent, LookupRecord } from '../lookup-record.js'
import type { StoreOperation } from '../store.js'
import { countStrikes } from '../verdict-rules.js'
import { checksumEntry, ENTRY_COLUMNS, toEntryRow } from './entry-row.js'
import { fromVerdictRow, LOOKUP_COLUMNS, SELECT_VERDICTS_ON_ENTRY, toLookupRow } from './lookup-row.js'
import { toSqlEmbedding } from './sql-blob.js'
import { fromSqlText, toNullableSqlText, toSqlText } from './sql-text.js'
import type { Statements } from './statements.js'

/** Turns operations into statements; the caller holds the transaction. */
export class OperationWriter {
  readonly #statements: Statements

  constructor(statements: Statements) {
    this.#statements = statements
  }

  write(operation: StoreOperation): void {
    switch (operation.type) {
      case 'put-entry':
        return this.#putEntry(operation.entry)
      case 'delete-entries':
        return operation.ids.forEach((id) => this.#deleteEntry(id))
      case 'forget-entries':
        return this.#forgetEntries(operation.ids)
      case 'delete-lookups':
        return operation.queryIds.forEach((queryId) => this.#deleteLookup(queryId))
      case 'record-lookup':
        return this.#recordLookup(operation.lookup)
      case 'record-feedback':
        return this.#recordFeedback(operation.event)
      case 'set-embeddings':
        return operation.items.forEach(({ id, embedding }) => this.#setEmbedding(id, embedding, operation.encoderId))
      case 'set-meta':
        this.#statements.run('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)', [
          toSqlText(operation.key),
          toSqlText(operation.value),
        ])
    }
  }

  #putEntry(entry: Entry): void {
    const replaced = this.#statements.row('SELECT id FROM entries WHERE partition = ? AND prompt_key = ?', [
      toSqlText(entry.partition),
      toSqlText(entry.promptKey),
    ])
    this.#deleteEntry(entry.id)
    if (replaced) this.#deleteEntry(replaced[0] as number)
    this.#statements.run(
      `INSERT INTO entries (${ENTRY_COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      toEntryRow(entry),
    )
    this.#statements.run('INSERT INTO totals (domain, entries) VALUES (?, 1) ON CONFLICT DO UPDATE SET entries = entries + 1', [
      toSqlText(entry.domain),
    ])
  }

  #deleteEntry(id: number): void {
    const deleted = this.#statements.row('DELETE FROM entries WHERE id = ? RETURNING domain', [id])
    if (deleted) this.#statements.run('UPDATE totals SET entries = entries - 1 WHERE domain = ?', [deleted[0]!])
  }

  #forgetEntries(ids: readonly number[]): void {
    const gone = new Set<number>()
    const partitions = new Set<string>()
    for (const id of ids) {
      const place = this.#statements.row('SELECT partition, prompt_key FROM entries WHERE id = ?', [id])
      if (!place) continue
      gone.add(id)
      partitions.add(fromSqlText(place[0]))
      this.#deleteLookups('partition = ? AND prompt_key = ?', place)
      this.#deleteLookups('entry_id = ?', [id])
    }
    for (const partition of partitions) this.#deleteLookupsThatConsidered(gone, partition)
    for (const id of gone) this.#deleteEntry(id)
  }

  /** Candidates never come from another partition, so only this one need be read. */
  #deleteLookupsThatConsidered(gone: ReadonlySet<number>, partition: string): void {
    const mentioning: string[] = []
    const sql = 'SELECT query_id, candidates FROM lookups WHERE partition = ?'
    for (const [queryId, candidates] of this.#statements.stream(sql, [toSqlText(partition)])) {
      const records = JSON.parse(candidates as string) as CandidateRecord[]
      if (records.some(({ entryId }) => gone.has(entryId))) mentioning.push(fromSqlText(queryId))
    }
    for (const queryId of mentioning) this.#deleteLookup(queryId)
  }

  #deleteLookups(condition: string, params: Parameters<Statements['rows']>[1]): void {
    const rows = this.#statements.rows(`SELECT query_id FROM lookups WHERE ${condition}`, params)
    for (const [queryId] of rows) this.#deleteLookup(fromSqlText(queryId))
  }

  #deleteLookup(queryId: string): void {
    const judged = this.#statements.row('SELECT entry_id FROM feedback_events WHERE query_id = ?', [toSqlText(queryId)])
    this.#statements.run('DELETE FROM lookups WHERE query_id = ?', [toSqlText(queryId)])
    if (judged?.[0]) this.#recountStrikes(judged[0] as number)
  }

  #recordLookup(given: LookupRecord): void {
    const known = this.#statements.row('SELECT 1 FROM lookups WHERE query_id = ?', [toSqlText(given.queryId)])
    if (known) return
    const isHit = given.outcome === 'hit'
    const lookup = { ...given, entryId: this.#existingId(given.entryId) }
    this.#statements.run(
      `INSERT INTO lookups (${LOOKUP_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      toLookupRow(lookup),
    )
    if (lookup.entryId !== null && isHit) {
      this.#statements.run(
        'UPDATE entries SET hit_count = hit_count + 1, last_used_at_ms = max(last_used_at_ms, ?) WHERE id = ?',
        [lookup.createdAtMs, lookup.entryId],
      )
    }
    this.#statements.run(
      `INSERT INTO totals (domain, lookups, hits, exact_hits, semantic_hits, cost_saved_usd) VALUES (?, 1, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET lookups = lookups + 1, hits = hits + excluded.hits,
         exact_hits = exact_hits + excluded.exact_hits, semantic_hits = semantic_hits + excluded.semantic_hits,
         cost_saved_usd = cost_saved_usd + excluded.cost_saved_usd`,
      [
        toSqlText(lookup.domain),
        isHit ? 1 : 0,
        isHit && lookup.tier === 'exact' ? 1 : 0,
        isHit && lookup.tier === 'semantic' ? 1 : 0,
        lookup.costSavedUsd,
      ],
    )
  }

  #existingId(entryId: number | null): number | null {
    if (entryId === null) return null
    return this.#statements.row('SELECT 1 FROM entries WHERE id = ?', [entryId]) ? entryId : null
  }

  #recordFeedback(event: FeedbackEvent): void {
    const queryId = toSqlText(event.queryId)
    const lookup = this.#statements.row('SELECT entry_id FROM lookups WHERE query_id = ?', [queryId])
    if (!lookup) return
    this.#statements.run(
      `INSERT OR REPLACE INTO feedback_events (query_id, verdict, source, reason, created_at_ms, entry_id)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [queryId, event.verdict, event.source, toNullableSqlText(event.reason), event.createdAtMs, lookup[0]!],
    )
    if (lookup[0] !== null) this.#recountStrikes(lookup[0] as number)
  }

  #setEmbedding(id: number, embedding: Float32Array, encoderId: string): void {
    const texts = this.#statements.row('SELECT prompt, response FROM entries WHERE id = ?', [id])
    if (!texts) return
    const checksum = checksumEntry({ prompt: fromSqlText(texts[0]), response: fromSqlText(texts[1]), embedding })
    this.#statements.run('UPDATE entries SET embedding = ?, encoder_id = ?, checksum = ? WHERE id = ?', [
      toSqlEmbedding(embedding),
      toSqlText(encoderId),
      checksum,
      id,
    ])
  }

  #recountStrikes(entryId: number): void {
    const rows = this.#statements.rows(SELECT_VERDICTS_ON_ENTRY, [entryId])
    this.#statements.run('UPDATE entries SET strikes = ? WHERE id = ?', [countStrikes(rows.map(fromVerdictRow)), entryId])
  }
}
