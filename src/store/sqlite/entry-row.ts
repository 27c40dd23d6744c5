import { crc32 } from 'node:zlib'
import type { SqlValue } from 'sql.js'
import type { Entry } from '../entry.js'
import { fromSqlEmbedding, fromSqlLexical, toSqlEmbedding, toSqlLexical } from './sql-blob.js'
import { fromNullableSqlText, fromSqlText, toNullableSqlText, toSqlText } from './sql-text.js'

/** Columns of an entry in the order of {@link toEntryRow}. */
export const ENTRY_COLUMNS =
  'id, partition, domain, scope_key, prompt, prompt_key, response, embedding, encoder_id, lexical, tags, metadata, ' +
  'created_at_ms, last_used_at_ms, expires_at_ms, hit_count'

/** Values of {@link ENTRY_COLUMNS} and, last, the checksum. */
export function toEntryRow(entry: Entry): SqlValue[] {
  return [
    entry.id,
    toSqlText(entry.partition),
    toSqlText(entry.domain),
    toNullableSqlText(entry.scopeKey),
    toSqlText(entry.prompt),
    toSqlText(entry.promptKey),
    toSqlText(entry.response),
    entry.embedding && toSqlEmbedding(entry.embedding),
    toNullableSqlText(entry.encoderId),
    toSqlLexical(entry.lexical),
    JSON.stringify(entry.tags),
    JSON.stringify(entry.metadata),
    entry.createdAtMs,
    entry.lastUsedAtMs,
    entry.expiresAtMs,
    entry.hitCount,
    checksumEntry(entry),
  ]
}

/** Reads values of {@link ENTRY_COLUMNS}. */
export function fromEntryRow(row: readonly SqlValue[]): Entry {
  return {
    id: row[0] as number,
    partition: fromSqlText(row[1]),
    domain: fromSqlText(row[2]),
    scopeKey: fromNullableSqlText(row[3]),
    prompt: fromSqlText(row[4]),
    promptKey: fromSqlText(row[5]),
    response: fromSqlText(row[6]),
    embedding: row[7] === null ? null : fromSqlEmbedding(row[7] as Uint8Array),
    encoderId: fromNullableSqlText(row[8]),
    lexical: fromSqlLexical(row[9] as Uint8Array),
    tags: JSON.parse(row[10] as string) as string[],
    metadata: JSON.parse(row[11] as string) as Entry['metadata'],
    createdAtMs: row[12] as number,
    lastUsedAtMs: row[13] as number,
    expiresAtMs: row[14] as number | null,
    hitCount: row[15] as number,
  }
}

/** CRC-32 of prompt, response and embedding, to find rows that were altered outside. */
export function checksumEntry(entry: Pick<Entry, 'prompt' | 'response' | 'embedding'>): number {
  const texts = crc32(JSON.stringify([entry.prompt, entry.response]))
  return entry.embedding ? crc32(toSqlEmbedding(entry.embedding), texts) : texts
}
