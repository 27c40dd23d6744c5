import type { CipherCall, CipherSource } from '../security/cipher.js'
import type { Durability } from '../store/durable/durable-store.js'
import type { Entry, EntryText, JsonValue } from '../store/entry.js'
import type { FeedbackEvent, LookupRecord } from '../store/lookup-record.js'
import type { EntryFilter, EvictionPolicy, StoreCounts } from '../store/store.js'
import type { LexicalVector } from '../text/lexical-vector.js'

export type { Durability }

export interface MemorySettings {
  /** Absolute path of the database file, or `:memory:`. */
  readonly dbPath: string
  /** Opens a live file without its lock and never writes. */
  readonly readOnly: boolean
  /** Random per process and database: a restarted worker recognises its own lock by it. */
  readonly lockOwner: string
  /** The encoder in use; null for readers that only list and export. */
  readonly encoder: { readonly id: string; readonly dimensions: number } | null
  /** False: entries made by another encoder make `open` throw `EncoderMismatchError`. */
  readonly reembed: boolean
  /** What encrypts the files; left out for files in clear. */
  readonly cipher?: CipherSource
}

export interface MemoryReport {
  /** Entries whose embedding the current encoder has not made yet. */
  readonly entriesToReembed: number
  /** What recovery found: cut tails, files kept aside. Empty after a clean close. */
  readonly recovered: readonly string[]
}

/** Which partition a request is about. */
export interface PartitionRef {
  readonly domain: string
  readonly partition: string
  readonly scopeKey: string | null
}

/** The part of an entry that a hit needs. */
export type ServedEntry = EntryText

export type ExactMatch =
  | { readonly state: 'live'; readonly entry: ServedEntry }
  /** `quarantined` also covers an entry blocked for this very prompt. */
  | { readonly state: 'expired' | 'quarantined' | 'absent' }

export interface SearchRequest {
  readonly partition: string
  readonly promptKey: string
  readonly embedding: Float32Array
  /** Null: cosine alone. */
  readonly lexical: LexicalVector | null
  readonly k: number
  readonly nowMs: number
  readonly withEmbeddings: boolean
}

export interface FoundCandidate extends ServedEntry {
  readonly similarity: number
  readonly lexicalSimilarity: number
  readonly embedding?: Float32Array
}

export interface PutRequest extends PartitionRef {
  readonly prompt: string
  readonly promptKey: string
  readonly response: string
  readonly embedding: Float32Array | null
  readonly encoderId: string | null
  readonly lexical: LexicalVector
  readonly tags: readonly string[]
  readonly metadata: JsonValue
  readonly nowMs: number
  readonly expiresAtMs: number | null
  /** Most entries of the domain after this one is in. */
  readonly maxEntries: number
  readonly evictionPolicy: EvictionPolicy
  readonly durability: Durability
}

/** What to forget: every field given must match. */
export interface ForgetRequest extends EntryFilter {
  /** The prompt that `promptKey` stands for: lookups that mention it go too, though its entry may be gone. */
  readonly prompt?: string
}

/** How many entries a domain may have, and which go first when it has more. */
export interface EntryLimit {
  readonly domain: string
  readonly maxEntries: number
  readonly evictionPolicy: EvictionPolicy
  readonly nowMs: number
}

export interface MemoryStats extends StoreCounts {
  readonly expired: number
  readonly quarantined: number
  readonly partitions: number
  readonly indexKinds: Readonly<Record<string, number>>
  readonly databaseBytes: number
  readonly journalBytes: number
  readonly schemaVersion: number
  readonly encoderId: string | null
}

/**
 * Owns the database and the indexes; lives in one thread and is called from another, so every argument and
 * result is structured-cloneable. Writes resolve as the given durability says.
 */
export interface Memory {
  /** The calls belong to a custom cipher. */
  open(settings: MemorySettings, encrypt?: CipherCall, decrypt?: CipherCall): Promise<MemoryReport>
  find(ref: PartitionRef, promptKey: string, nowMs: number): Promise<ExactMatch>
  /** Live candidates by falling rank; never fewer than min(k, live entries with an embedding in the partition). */
  search(request: SearchRequest): Promise<readonly FoundCandidate[]>
  put(request: PutRequest): Promise<{ readonly entryId: number; readonly evicted: number }>
  /** Evicts what is more than the limit, as after a limit was lowered; returns how many. */
  keepTo(limit: EntryLimit, durability: Durability): Promise<number>
  recordLookup(lookup: LookupRecord, durability: Durability): Promise<void>
  /** False when no lookup has that id, or when the verdict may not count (implicit after explicit, implicit twice). */
  recordFeedback(event: FeedbackEvent, durability: Durability): Promise<boolean>
  lookup(queryId: string): Promise<LookupRecord | null>
  entry(id: number): Promise<Entry | null>
  /** Removes matching entries, matching lookups, and those that mention a prompt that is forgotten; counts the entries. */
  forget(request: ForgetRequest, durability: Durability): Promise<number>
  /** Counts what {@link Memory.forget} would match; lookups that go because they mention an entry come on top. */
  countMatches(filter: EntryFilter): Promise<{ readonly entries: number; readonly lookups: number }>
  stats(domain: string | null, nowMs: number): Promise<MemoryStats>
  listEntries(filter: EntryFilter, limit: number, offset: number): Promise<readonly Entry[]>
  listLookups(
    filter: { domain?: string; outcome?: 'hit' | 'miss' },
    limit: number,
    offset: number,
  ): Promise<readonly LookupRecord[]>
  /** Writes feedback as pairs JSONL to a temporary file, then renames it to `path`; returns the count of pairs. */
  exportFeedback(path: string, options: { readonly domain: string | null; readonly split: string | null }): Promise<number>
  /** Entries whose embedding is missing or from another encoder. */
  nextToReembed(limit: number): Promise<readonly { readonly id: number; readonly prompt: string }[]>
  setEmbeddings(items: readonly { readonly id: number; readonly embedding: Float32Array }[]): Promise<void>
  flush(): Promise<void>
  close(): Promise<void>
}
