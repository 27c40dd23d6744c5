import type { Database } from 'sql.js'
import { StoreVersionError } from '../../errors/errors.js'
import { IDLE_LIFETIME_MS, NEVER_MS } from '../eviction-rules.js'

/** Written to `PRAGMA user_version` and to `meta`; raised with every change of the tables. */
export const SCHEMA_VERSION = 2

/** "SMmo" in `PRAGMA application_id`, by which a file is recognised as one of ours. */
export const APPLICATION_ID = 0x534d6d6f

/**
 * Text holding half of a surrogate pair has no UTF-8 form; it is stored as a UTF-16 blob in the same column.
 * `strikes` follows from the feedback and is kept beside the entry so that eviction need not look for it;
 * `checksum` is the CRC-32 of prompt, response and embedding. An event's entry is its lookup's, beside it so that the few
 * verdicts on an entry are found without reading the many lookups that it served.
 */
const TABLES = `
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partition TEXT NOT NULL,
  domain TEXT NOT NULL,
  scope_key TEXT,
  prompt TEXT NOT NULL,
  prompt_key TEXT NOT NULL,
  response TEXT NOT NULL,
  embedding BLOB,
  encoder_id TEXT,
  lexical BLOB NOT NULL,
  tags TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  last_used_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER,
  hit_count INTEGER NOT NULL,
  strikes INTEGER NOT NULL DEFAULT 0,
  checksum INTEGER NOT NULL,
  UNIQUE (partition, prompt_key)
);
CREATE INDEX entries_by_last_use ON entries (domain, last_used_at_ms, id);
CREATE INDEX entries_by_expiry ON entries (domain, coalesce(expires_at_ms, ${NEVER_MS}), created_at_ms, id);
CREATE INDEX entries_by_worth ON entries
  (domain, min(coalesce(expires_at_ms, ${NEVER_MS}), last_used_at_ms + ${IDLE_LIFETIME_MS}), id);
CREATE INDEX entries_by_strikes ON entries (domain, strikes) WHERE strikes > 0;

CREATE TABLE lookups (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  query_id TEXT NOT NULL UNIQUE,
  partition TEXT NOT NULL,
  domain TEXT NOT NULL,
  scope_key TEXT,
  prompt TEXT NOT NULL,
  prompt_key TEXT NOT NULL,
  outcome TEXT NOT NULL,
  tier TEXT,
  reason TEXT NOT NULL,
  entry_id INTEGER REFERENCES entries (id) ON DELETE SET NULL,
  matched_prompt TEXT,
  similarity REAL,
  score REAL,
  threshold REAL,
  encoder_id TEXT,
  classifier TEXT,
  candidates TEXT NOT NULL,
  shadow INTEGER NOT NULL,
  cost_saved_usd REAL NOT NULL,
  latency_ms REAL NOT NULL,
  created_at_ms INTEGER NOT NULL
);
CREATE INDEX lookups_by_entry ON lookups (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX lookups_by_prompt ON lookups (partition, prompt_key);

CREATE TABLE feedback_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  query_id TEXT NOT NULL REFERENCES lookups (query_id) ON DELETE CASCADE,
  verdict TEXT NOT NULL,
  source TEXT NOT NULL,
  reason TEXT,
  created_at_ms INTEGER NOT NULL,
  entry_id INTEGER REFERENCES entries (id) ON DELETE SET NULL,
  UNIQUE (query_id, source)
);
CREATE INDEX feedback_by_entry ON feedback_events (entry_id) WHERE entry_id IS NOT NULL;

CREATE TABLE totals (
  domain TEXT PRIMARY KEY,
  entries INTEGER NOT NULL DEFAULT 0,
  lookups INTEGER NOT NULL DEFAULT 0,
  hits INTEGER NOT NULL DEFAULT 0,
  exact_hits INTEGER NOT NULL DEFAULT 0,
  semantic_hits INTEGER NOT NULL DEFAULT 0,
  cost_saved_usd REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
`

/** Makes the tables in an empty database. */
export function createSchema(database: Database): void {
  database.run('BEGIN')
  database.run(TABLES)
  database.run(`INSERT INTO meta (key, value) VALUES ('schemaVersion', '${SCHEMA_VERSION}')`)
  database.run(`PRAGMA application_id = ${APPLICATION_ID}`)
  database.run(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  database.run('COMMIT')
}

/** What version 1 lacks. */
const SINCE_VERSION_1 = `
ALTER TABLE feedback_events ADD COLUMN entry_id INTEGER REFERENCES entries (id) ON DELETE SET NULL;
UPDATE feedback_events SET entry_id = (SELECT entry_id FROM lookups l WHERE l.query_id = feedback_events.query_id);
CREATE INDEX feedback_by_entry ON feedback_events (entry_id) WHERE entry_id IS NOT NULL;
INSERT OR REPLACE INTO meta (key, value) VALUES ('schemaVersion', '${SCHEMA_VERSION}');
PRAGMA user_version = ${SCHEMA_VERSION};
`

/** Brings the tables of an earlier release up to date; throws `StoreVersionError` for those of a later one. */
export function updateSchema(database: Database, path: string): void {
  const found = Number(database.exec('PRAGMA user_version')[0]!.values[0]![0])
  if (found > SCHEMA_VERSION) throw new StoreVersionError({ path, found, supported: SCHEMA_VERSION })
  // The tables themselves tell, whatever became of the number.
  if (database.exec(`SELECT 1 FROM pragma_table_info('feedback_events') WHERE name = 'entry_id'`).length > 0) return
  database.run('BEGIN')
  database.run(SINCE_VERSION_1)
  database.run('COMMIT')
}
