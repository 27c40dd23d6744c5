import type { Entry, EntryText } from './entry.js'
import type { EffectiveVerdict, FeedbackEvent, LookupRecord } from './lookup-record.js'

/**
 * A change to the store. Every operation is complete in itself (ids and times included), so that replaying
 * the same operations on the same state gives the same state.
 */
export type StoreOperation =
  /** Adds an entry; one with the same id, or with the same partition and promptKey, is removed first. */
  | { readonly type: 'put-entry'; readonly entry: Entry }
  /** Removes entries; their lookups stay, without entryId. */
  | { readonly type: 'delete-entries'; readonly ids: readonly number[] }
  /**
   * Removes entries and every lookup (with its feedback) that is about them, or that in their partition has them among its
   * candidates or asked the same prompt.
   */
  | { readonly type: 'forget-entries'; readonly ids: readonly number[] }
  /** Removes lookups with their feedback (by query id). */
  | { readonly type: 'delete-lookups'; readonly queryIds: readonly string[] }
  /**
   * Records a lookup; a hit also counts as a use of its entry. An entry that is gone by now is recorded as null, and
   * a query id that is already there is passed over.
   */
  | { readonly type: 'record-lookup'; readonly lookup: LookupRecord }
  /** Replaces the lookup's event of the same source; passed over when the lookup is gone. */
  | { readonly type: 'record-feedback'; readonly event: FeedbackEvent }
  /** Replaces the embeddings of entries that still exist. */
  | {
      readonly type: 'set-embeddings'
      readonly encoderId: string
      readonly items: readonly { readonly id: number; readonly embedding: Float32Array }[]
    }
  | { readonly type: 'set-meta'; readonly key: string; readonly value: string }

export type EvictionPolicy = 'lru' | 'ttl' | 'hybrid'

/** What `forget` matches: every field given must match. */
export interface EntryFilter {
  readonly domain?: string
  readonly partition?: string
  readonly scopeKey?: string
  readonly tag?: string
  readonly promptKey?: string
  readonly entryId?: number
}

/** The part of a filter that says where. */
export type PlaceFilter = Pick<EntryFilter, 'domain' | 'partition' | 'scopeKey'>

export interface StoreCounts {
  readonly entries: number
  /** Lookups ever recorded, trimmed ones included; so are the figures about hits and cost. */
  readonly lookups: number
  readonly hits: number
  readonly exactHits: number
  readonly semanticHits: number
  /** Lookups held now whose verdict is bad. */
  readonly badVerdicts: number
  readonly goodVerdicts: number
  readonly costSavedUsd: number
}

/**
 * Holds entries, lookups, feedback and meta values. Synchronous, used from the memory thread only. Streams
 * (`entries`, `verdicts`) must be read to their end, or left, before the next change.
 */
export interface Store {
  /** Applies all operations in order or, when one throws, none of them. */
  apply(...operations: readonly StoreOperation[]): void

  entry(id: number): Entry | undefined
  findEntry(partition: string, promptKey: string): Entry | undefined
  /** The same without the rest, which costs several times as much to read. */
  entryText(id: number): EntryText | undefined
  findEntryText(partition: string, promptKey: string): EntryText | undefined
  /** Every entry, by rising id, streamed. */
  entries(filter?: EntryFilter): IterableIterator<Entry>
  entryIds(filter: EntryFilter): number[]
  /** Highest id ever given. */
  lastEntryId(): number
  entryCount(domain: string): number
  /**
   * Ids to evict first, worst first: expired, then by strikes (see `countStrikes`), then by the policy: `lru` by last
   * use, `ttl` by expiry (entries without one last, oldest first), `hybrid` by the earlier of expiry and
   * `IDLE_LIFETIME_MS` after the last use.
   */
  evictionOrder(domain: string, policy: EvictionPolicy, nowMs: number, limit: number): number[]

  lookup(queryId: string): LookupRecord | undefined
  /** Newest first. */
  lookups(filter: { domain?: string; outcome?: 'hit' | 'miss' }, limit: number, offset: number): LookupRecord[]
  lookupCount(): number
  /** Roughly, the characters of all lookups' prompts. */
  lookupCharacters(): number
  /** Lookups that the filter matches by domain, partition, scope and prompt; none when it names a tag or an entry. */
  lookupIds(filter: EntryFilter): string[]
  /**
   * Lookups of a place with a prompt, other than the one asked, that `isMeant`: of the entry that they are about or of one
   * that they considered.
   */
  lookupsMentioning(place: PlaceFilter, isMeant: (partition: string, prompt: string) => boolean): string[]
  /** Lookups to trim first: the oldest without feedback, then the oldest with. */
  oldestLookups(limit: number): string[]

  /** The verdict that counts for each lookup of this entry, oldest first. */
  verdictsOf(entryId: number): EffectiveVerdict[]
  verdictOf(queryId: string): EffectiveVerdict | undefined
  /** Every verdict that counts, oldest first, streamed. */
  verdicts(filter?: { domain?: string }): IterableIterator<EffectiveVerdict>

  meta(key: string): string | undefined
  counts(domain?: string): StoreCounts
  close(): void
}
