import type { Database, SqlValue } from 'sql.js'
import { matchesEntry, mentionedPrompts } from '../entry-filter.js'
import type { Entry, EntryText } from '../entry.js'
import type { EffectiveVerdict, LookupRecord } from '../lookup-record.js'
import type { EntryFilter, EvictionPolicy, PlaceFilter, Store, StoreCounts, StoreOperation } from '../store.js'
import { checksumEntry, ENTRY_COLUMNS, fromEntryRow } from './entry-row.js'
import { evictionQueries } from './eviction-query.js'
import { fromLookupRow, fromVerdictRow, LOOKUP_COLUMNS, SELECT_VERDICTS, SELECT_VERDICTS_ON_ENTRY } from './lookup-row.js'
import { openDatabase } from './open-database.js'
import { OperationWriter } from './operation-writer.js'
import { createSchema, updateSchema } from './schema.js'
import { fromSqlEmbedding } from './sql-blob.js'
import { fromNullableSqlText, fromSqlText, toSqlText } from './sql-text.js'
import { Statements } from './statements.js'

/** Holds everything in an SQLite database in the thread's memory; `export` gives the bytes of its file. */
export class SqliteStore implements Store {
  readonly #database: Database
  readonly #statements: Statements
  readonly #writer: OperationWriter

  private constructor(database: Database) {
    this.#database = database
    this.#statements = new Statements(database)
    this.#writer = new OperationWriter(this.#statements)
  }

  /** An empty store. */
  static async create(): Promise<SqliteStore> {
    const database = await openDatabase()
    createSchema(database)
    return new SqliteStore(database)
  }

  /**
   * A store from the bytes of a file of this release or an earlier one; `path` is for messages. Throws `StoreVersionError`
   * for a file of a later release and SQLite's own error for bytes that are no database.
   */
  static async load(bytes: Uint8Array, path: string): Promise<SqliteStore> {
    const database = await openDatabase(bytes)
    try {
      updateSchema(database, path)
      return new SqliteStore(database)
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** Looks through the whole file; names the first thing that is wrong with its structure, null when nothing is. */
  findDamage(): string | null {
    try {
      const found = this.#statements.row('PRAGMA integrity_check(1)')![0]
      if (found !== 'ok') return String(found)
      return this.#statements.row('PRAGMA foreign_key_check') ? 'a reference to a row that is not there' : null
    } catch (error) {
      return messageOf(error)
    }
  }

  /** Ids of entries whose prompt, response or embedding is not the one that was stored. */
  alteredEntryIds(): number[] {
    const ids: number[] = []
    const sql = 'SELECT id, prompt, response, embedding, checksum FROM entries'
    for (const [id, prompt, response, embedding, checksum] of this.#statements.stream(sql)) {
      const content = {
        prompt: fromSqlText(prompt),
        response: fromSqlText(response),
        embedding: embedding === null ? null : fromSqlEmbedding(embedding as Uint8Array),
      }
      if (checksumEntry(content) !== checksum) ids.push(id as number)
    }
    return ids
  }

  /** The bytes of the database file, owned by the caller. */
  export(): Uint8Array {
    this.#statements.commit()
    return this.#database.export()
  }

  apply(...operations: readonly StoreOperation[]): void {
    this.#statements.atomically(() => {
      for (const operation of operations) this.#writer.write(operation)
    })
  }

  entry(id: number): Entry | undefined {
    const row = this.#statements.row(`SELECT ${ENTRY_COLUMNS} FROM entries WHERE id = ?`, [id])
    return row && fromEntryRow(row)
  }

  findEntry(partition: string, promptKey: string): Entry | undefined {
    const row = this.#statements.row(`SELECT ${ENTRY_COLUMNS} FROM entries WHERE partition = ? AND prompt_key = ?`, [
      toSqlText(partition),
      toSqlText(promptKey),
    ])
    return row && fromEntryRow(row)
  }

  entryText(id: number): EntryText | undefined {
    const row = this.#statements.row('SELECT id, prompt, response FROM entries WHERE id = ?', [id])
    return row && fromTextRow(row)
  }

  findEntryText(partition: string, promptKey: string): EntryText | undefined {
    const sql = 'SELECT id, prompt, response FROM entries WHERE partition = ? AND prompt_key = ?'
    const row = this.#statements.row(sql, [toSqlText(partition), toSqlText(promptKey)])
    return row && fromTextRow(row)
  }

  *entries(filter: EntryFilter = {}): IterableIterator<Entry> {
    const { sql, params } = whereOf(filter, { id: filter.entryId })
    for (const row of this.#statements.stream(`SELECT ${ENTRY_COLUMNS} FROM entries ${sql} ORDER BY id`, params)) {
      const entry = fromEntryRow(row)
      if (matchesEntry(filter, entry)) yield entry
    }
  }

  entryIds(filter: EntryFilter): number[] {
    const { sql, params } = whereOf(filter, { id: filter.entryId })
    const ids: number[] = []
    for (const [id, tags] of this.#statements.stream(`SELECT id, tags FROM entries ${sql} ORDER BY id`, params)) {
      if (filter.tag === undefined || (JSON.parse(tags as string) as string[]).includes(filter.tag)) ids.push(id as number)
    }
    return ids
  }

  lastEntryId(): number {
    return (this.#statements.row(`SELECT seq FROM sqlite_sequence WHERE name = 'entries'`)?.[0] as number | undefined) ?? 0
  }

  entryCount(domain: string): number {
    return (
      (this.#statements.row('SELECT entries FROM totals WHERE domain = ?', [toSqlText(domain)])?.[0] as number | undefined) ?? 0
    )
  }

  evictionOrder(domain: string, policy: EvictionPolicy, nowMs: number, limit: number): number[] {
    const ids = new Set<number>()
    for (const query of evictionQueries(policy)) {
      if (ids.size >= limit) break
      for (const [id] of this.#statements.rows(query, [toSqlText(domain), nowMs, limit])) ids.add(id as number)
    }
    return [...ids].slice(0, limit)
  }

  lookup(queryId: string): LookupRecord | undefined {
    const row = this.#statements.row(`SELECT ${LOOKUP_COLUMNS} FROM lookups WHERE query_id = ?`, [toSqlText(queryId)])
    return row && fromLookupRow(row)
  }

  lookups(filter: { domain?: string; outcome?: 'hit' | 'miss' }, limit: number, offset: number): LookupRecord[] {
    const { sql, params } = whereOf(filter, { outcome: filter.outcome })
    return this.#statements
      .rows(`SELECT ${LOOKUP_COLUMNS} FROM lookups ${sql} ORDER BY seq DESC LIMIT ? OFFSET ?`, [...params, limit, offset])
      .map(fromLookupRow)
  }

  lookupCount(): number {
    return this.#statements.row('SELECT count(*) FROM lookups')![0] as number
  }

  lookupCharacters(): number {
    const sql =
      'SELECT total(octet_length(prompt) + coalesce(octet_length(matched_prompt), 0) + octet_length(candidates)) FROM lookups'
    return this.#statements.row(sql)![0] as number
  }

  lookupIds(filter: EntryFilter): string[] {
    if (filter.entryId !== undefined || filter.tag !== undefined) return []
    const { sql, params } = whereOf(filter)
    return this.#statements.rows(`SELECT query_id FROM lookups ${sql} ORDER BY seq`, params).map(([id]) => fromSqlText(id))
  }

  lookupsMentioning(place: PlaceFilter, isMeant: (partition: string, prompt: string) => boolean): string[] {
    const { sql, params } = whereOf(place)
    const ids: string[] = []
    const select = `SELECT query_id, partition, matched_prompt, candidates FROM lookups ${sql} ORDER BY seq`
    for (const [queryId, partitionText, matched, candidates] of this.#statements.stream(select, params)) {
      const partition = fromSqlText(partitionText)
      const mentioned = mentionedPrompts({
        matchedPrompt: fromNullableSqlText(matched),
        candidates: JSON.parse(candidates as string) as LookupRecord['candidates'],
      })
      if (mentioned.some((prompt) => isMeant(partition, prompt))) ids.push(fromSqlText(queryId))
    }
    return ids
  }

  oldestLookups(limit: number): string[] {
    const judged = 'EXISTS (SELECT 1 FROM feedback_events f WHERE f.query_id = lookups.query_id)'
    const select = (condition: string, count: number) =>
      this.#statements
        .rows(`SELECT query_id FROM lookups WHERE ${condition} ORDER BY seq LIMIT ?`, [count])
        .map(([id]) => fromSqlText(id))
    const ids = select(`NOT ${judged}`, limit)
    return ids.length < limit ? [...ids, ...select(judged, limit - ids.length)] : ids
  }

  verdictsOf(entryId: number): EffectiveVerdict[] {
    return this.#statements.rows(SELECT_VERDICTS_ON_ENTRY, [entryId]).map(fromVerdictRow)
  }

  verdictOf(queryId: string): EffectiveVerdict | undefined {
    const row = this.#statements.row(`${SELECT_VERDICTS} AND f.query_id = ?`, [toSqlText(queryId)])
    return row && fromVerdictRow(row)
  }

  *verdicts(filter: { domain?: string } = {}): IterableIterator<EffectiveVerdict> {
    const condition = filter.domain === undefined ? '' : 'AND l.domain = ?'
    const params = filter.domain === undefined ? [] : [toSqlText(filter.domain)]
    for (const row of this.#statements.stream(`${SELECT_VERDICTS} ${condition} ORDER BY f.seq`, params)) yield fromVerdictRow(row)
  }

  meta(key: string): string | undefined {
    const row = this.#statements.row('SELECT value FROM meta WHERE key = ?', [toSqlText(key)])
    return row && fromSqlText(row[0])
  }

  counts(domain?: string): StoreCounts {
    const { sql, params } = whereOf(domain === undefined ? {} : { domain })
    const totals = this.#statements.row(
      `SELECT total(entries), total(lookups), total(hits), total(exact_hits), total(semantic_hits), total(cost_saved_usd)
       FROM totals ${sql}`,
      params,
    ) as number[]
    const ofDomain = domain === undefined ? '' : 'AND l.domain = ?'
    const verdicts = this.#statements.rows(
      `SELECT verdict, count(*) FROM (${SELECT_VERDICTS} ${ofDomain}) GROUP BY verdict`,
      params,
    )
    const count = (verdict: string) => (verdicts.find(([name]) => name === verdict)?.[1] as number | undefined) ?? 0
    return {
      entries: totals[0]!,
      lookups: totals[1]!,
      hits: totals[2]!,
      exactHits: totals[3]!,
      semanticHits: totals[4]!,
      costSavedUsd: totals[5]!,
      badVerdicts: count('different'),
      goodVerdicts: count('equivalent'),
    }
  }

  close(): void {
    this.#database.close()
  }
}

function fromTextRow(row: readonly SqlValue[]): EntryText {
  return { id: row[0] as number, prompt: fromSqlText(row[1]), response: fromSqlText(row[2]) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Builds a WHERE clause from the columns that entries and lookups share, and from `more`. */
function whereOf(filter: EntryFilter, more: Record<string, SqlValue | undefined> = {}): { sql: string; params: SqlValue[] } {
  const columns: Record<string, SqlValue | undefined> = {
    domain: filter.domain === undefined ? undefined : toSqlText(filter.domain),
    partition: filter.partition === undefined ? undefined : toSqlText(filter.partition),
    scope_key: filter.scopeKey === undefined ? undefined : toSqlText(filter.scopeKey),
    prompt_key: filter.promptKey === undefined ? undefined : toSqlText(filter.promptKey),
    ...more,
  }
  const given = Object.entries(columns).filter((column): column is [string, SqlValue] => column[1] !== undefined)
  return {
    sql: given.length === 0 ? '' : `WHERE ${given.map(([name]) => `${name} = ?`).join(' AND ')}`,
    params: given.map(([, value]) => value),
  }
}
