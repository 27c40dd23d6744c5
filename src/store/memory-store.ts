import type { Entry, EntryText } from './entry.js'
import { matchesEntry, matchesLookup, mentionedPrompts } from './entry-filter.js'
import { compareForEviction } from './eviction-rules.js'
import type { EffectiveVerdict, FeedbackEvent, LookupRecord } from './lookup-record.js'
import type { EntryFilter, EvictionPolicy, PlaceFilter, Store, StoreCounts, StoreOperation } from './store.js'
import { countStrikes, effectiveEvent, joinVerdict } from './verdict-rules.js'

type Totals = Pick<StoreCounts, 'lookups' | 'hits' | 'exactHits' | 'semanticHits' | 'costSavedUsd'>

/** Holds everything in plain maps: for `:memory:`, and the oracle that other stores are tested against. */
export class MemoryStore implements Store {
  readonly #entries = new Map<number, Entry>()
  readonly #idsByPrompt = new Map<string, number>()
  readonly #lookups = new Map<string, LookupRecord>()
  /** Query ids of the lookups about an entry. */
  readonly #lookupsByEntry = new Map<number, Set<string>>()
  /** In the order in which they were given; one per source for each lookup. */
  readonly #feedback = new Map<string, FeedbackEvent>()
  readonly #strikes = new Map<number, number>()
  readonly #totals = new Map<string, Totals>()
  readonly #meta = new Map<string, string>()
  #lastEntryId = 0

  /** Never throws: every operation has a meaning in every state. */
  apply(...operations: readonly StoreOperation[]): void {
    for (const operation of operations) this.#applyOne(operation)
  }

  #applyOne(operation: StoreOperation): void {
    switch (operation.type) {
      case 'put-entry':
        return this.#putEntry(operation.entry)
      case 'delete-entries':
        return this.#deleteEntries(operation.ids)
      case 'forget-entries':
        return this.#forgetEntries(operation.ids)
      case 'delete-lookups':
        return this.#deleteLookups(operation.queryIds)
      case 'record-lookup':
        return this.#recordLookup(operation.lookup)
      case 'record-feedback':
        return this.#recordFeedback(operation.event)
      case 'set-embeddings':
        return this.#setEmbeddings(operation.encoderId, operation.items)
      case 'set-meta':
        this.#meta.set(operation.key, operation.value)
    }
  }

  entry(id: number): Entry | undefined {
    return this.#entries.get(id)
  }

  findEntry(partition: string, promptKey: string): Entry | undefined {
    const id = this.#idsByPrompt.get(promptIndexKey(partition, promptKey))
    return id === undefined ? undefined : this.#entries.get(id)
  }

  entryText(id: number): EntryText | undefined {
    return textOf(this.entry(id))
  }

  findEntryText(partition: string, promptKey: string): EntryText | undefined {
    return textOf(this.findEntry(partition, promptKey))
  }

  *entries(filter: EntryFilter = {}): IterableIterator<Entry> {
    const ids = [...this.#entries.keys()].sort((a, b) => a - b)
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (entry && matchesEntry(filter, entry)) yield entry
    }
  }

  entryIds(filter: EntryFilter): number[] {
    return [...this.entries(filter)].map((entry) => entry.id)
  }

  lastEntryId(): number {
    return this.#lastEntryId
  }

  entryCount(domain: string): number {
    let count = 0
    for (const entry of this.#entries.values()) if (entry.domain === domain) count++
    return count
  }

  evictionOrder(domain: string, policy: EvictionPolicy, nowMs: number, limit: number): number[] {
    const isExpired = (entry: Entry) => (entry.expiresAtMs !== null && entry.expiresAtMs <= nowMs ? 1 : 0)
    const strikes = (entry: Entry) => this.#strikes.get(entry.id) ?? 0
    return [...this.#entries.values()]
      .filter((entry) => entry.domain === domain)
      .sort(
        (a, b) =>
          isExpired(b) - isExpired(a) ||
          (isExpired(a) ? compareForEviction('ttl', a, b) : 0) ||
          strikes(b) - strikes(a) ||
          compareForEviction(policy, a, b),
      )
      .slice(0, limit)
      .map((entry) => entry.id)
  }

  lookup(queryId: string): LookupRecord | undefined {
    return this.#lookups.get(queryId)
  }

  lookups(filter: { domain?: string; outcome?: 'hit' | 'miss' }, limit: number, offset: number): LookupRecord[] {
    return [...this.#lookups.values()]
      .reverse()
      .filter((lookup) => filter.domain === undefined || lookup.domain === filter.domain)
      .filter((lookup) => filter.outcome === undefined || lookup.outcome === filter.outcome)
      .slice(offset, offset + limit)
  }

  lookupCount(): number {
    return this.#lookups.size
  }

  lookupCharacters(): number {
    let characters = 0
    for (const { prompt, matchedPrompt, candidates } of this.#lookups.values()) {
      characters += prompt.length + (matchedPrompt?.length ?? 0)
      for (const candidate of candidates) characters += candidate.prompt.length
    }
    return characters
  }

  lookupIds(filter: EntryFilter): string[] {
    return [...this.#lookups.values()].filter((lookup) => matchesLookup(filter, lookup)).map((lookup) => lookup.queryId)
  }

  lookupsMentioning(place: PlaceFilter, isMeant: (partition: string, prompt: string) => boolean): string[] {
    return [...this.#lookups.values()]
      .filter((lookup) => matchesLookup(place, lookup))
      .filter((lookup) => mentionedPrompts(lookup).some((prompt) => isMeant(lookup.partition, prompt)))
      .map((lookup) => lookup.queryId)
  }

  oldestLookups(limit: number): string[] {
    const all = [...this.#lookups.keys()]
    const judged = (queryId: string) => (this.verdictOf(queryId) ? 1 : 0)
    return all.sort((a, b) => judged(a) - judged(b)).slice(0, limit)
  }

  verdictsOf(entryId: number): EffectiveVerdict[] {
    return [...this.verdicts()].filter((verdict) => verdict.entryId === entryId)
  }

  verdictOf(queryId: string): EffectiveVerdict | undefined {
    const lookup = this.#lookups.get(queryId)
    const event = lookup && this.#effectiveEventOf(queryId)
    return event && joinVerdict(event, lookup)
  }

  *verdicts(filter: { domain?: string } = {}): IterableIterator<EffectiveVerdict> {
    for (const event of this.#feedback.values()) {
      const lookup = this.#lookups.get(event.queryId)!
      if (filter.domain !== undefined && filter.domain !== lookup.domain) continue
      if (this.#effectiveEventOf(event.queryId) === event) yield joinVerdict(event, lookup)
    }
  }

  meta(key: string): string | undefined {
    return this.#meta.get(key)
  }

  counts(domain?: string): StoreCounts {
    const totals = { lookups: 0, hits: 0, exactHits: 0, semanticHits: 0, costSavedUsd: 0 }
    for (const [name, total] of this.#totals) {
      if (domain !== undefined && name !== domain) continue
      for (const key of Object.keys(totals) as (keyof Totals)[]) totals[key] += total[key]
    }
    const verdicts = [...this.verdicts(domain === undefined ? {} : { domain })]
    return {
      entries: domain === undefined ? this.#entries.size : this.entryCount(domain),
      ...totals,
      badVerdicts: verdicts.filter(({ verdict }) => verdict === 'different').length,
      goodVerdicts: verdicts.filter(({ verdict }) => verdict === 'equivalent').length,
    }
  }

  close(): void {}

  #putEntry(entry: Entry): void {
    const replaced = this.findEntry(entry.partition, entry.promptKey)
    this.#deleteEntries(replaced ? [entry.id, replaced.id] : [entry.id])
    this.#entries.set(entry.id, entry)
    this.#idsByPrompt.set(promptIndexKey(entry.partition, entry.promptKey), entry.id)
    this.#lastEntryId = Math.max(this.#lastEntryId, entry.id)
  }

  #deleteEntries(ids: readonly number[]): void {
    for (const id of ids) {
      const entry = this.#entries.get(id)
      if (!entry) continue
      this.#entries.delete(id)
      this.#idsByPrompt.delete(promptIndexKey(entry.partition, entry.promptKey))
      this.#strikes.delete(id)
      for (const queryId of this.#lookupsByEntry.get(id) ?? []) {
        this.#lookups.set(queryId, { ...this.#lookups.get(queryId)!, entryId: null })
      }
      this.#lookupsByEntry.delete(id)
    }
  }

  #forgetEntries(ids: readonly number[]): void {
    const gone = ids.map((id) => this.#entries.get(id)).filter((entry) => entry !== undefined)
    const goneIds = new Set(gone.map((entry) => entry.id))
    const partitions = new Set(gone.map((entry) => entry.partition))
    const prompts = new Set(gone.map((entry) => promptIndexKey(entry.partition, entry.promptKey)))
    const mentioning = [...this.#lookups.values()].filter(
      (lookup) =>
        prompts.has(promptIndexKey(lookup.partition, lookup.promptKey)) ||
        (lookup.entryId !== null && goneIds.has(lookup.entryId)) ||
        (partitions.has(lookup.partition) && lookup.candidates.some((candidate) => goneIds.has(candidate.entryId))),
    )
    this.#deleteLookups(mentioning.map((lookup) => lookup.queryId))
    this.#deleteEntries([...goneIds])
  }

  #deleteLookups(queryIds: readonly string[]): void {
    for (const queryId of queryIds) {
      const lookup = this.#lookups.get(queryId)
      if (!lookup) continue
      this.#lookups.delete(queryId)
      for (const source of ['explicit', 'implicit'] as const) this.#feedback.delete(feedbackKey({ queryId, source }))
      if (lookup.entryId === null) continue
      this.#lookupsByEntry.get(lookup.entryId)?.delete(queryId)
      this.#recountStrikes(lookup.entryId)
    }
  }

  #recordLookup(lookup: LookupRecord): void {
    if (this.#lookups.has(lookup.queryId)) return
    const entry = lookup.entryId === null ? undefined : this.#entries.get(lookup.entryId)
    this.#lookups.set(lookup.queryId, { ...lookup, entryId: entry?.id ?? null })
    if (entry) {
      const about = this.#lookupsByEntry.get(entry.id) ?? new Set()
      this.#lookupsByEntry.set(entry.id, about.add(lookup.queryId))
    }
    const isHit = lookup.outcome === 'hit'
    if (entry && isHit) {
      const lastUsedAtMs = Math.max(entry.lastUsedAtMs, lookup.createdAtMs)
      this.#entries.set(entry.id, { ...entry, lastUsedAtMs, hitCount: entry.hitCount + 1 })
    }
    const total = this.#totals.get(lookup.domain) ?? { lookups: 0, hits: 0, exactHits: 0, semanticHits: 0, costSavedUsd: 0 }
    this.#totals.set(lookup.domain, {
      lookups: total.lookups + 1,
      hits: total.hits + (isHit ? 1 : 0),
      exactHits: total.exactHits + (isHit && lookup.tier === 'exact' ? 1 : 0),
      semanticHits: total.semanticHits + (isHit && lookup.tier === 'semantic' ? 1 : 0),
      costSavedUsd: total.costSavedUsd + lookup.costSavedUsd,
    })
  }

  #recordFeedback(event: FeedbackEvent): void {
    const lookup = this.#lookups.get(event.queryId)
    if (!lookup) return
    this.#feedback.delete(feedbackKey(event))
    this.#feedback.set(feedbackKey(event), event)
    if (lookup.entryId !== null) this.#recountStrikes(lookup.entryId)
  }

  #setEmbeddings(encoderId: string, items: readonly { readonly id: number; readonly embedding: Float32Array }[]): void {
    for (const { id, embedding } of items) {
      const entry = this.#entries.get(id)
      if (entry) this.#entries.set(id, { ...entry, embedding, encoderId })
    }
  }

  #effectiveEventOf(queryId: string): FeedbackEvent | undefined {
    return effectiveEvent(
      (['explicit', 'implicit'] as const)
        .map((source) => this.#feedback.get(feedbackKey({ queryId, source })))
        .filter((event) => event !== undefined),
    )
  }

  #recountStrikes(entryId: number): void {
    this.#strikes.set(entryId, countStrikes(this.verdictsOf(entryId)))
  }
}

function textOf(entry: Entry | undefined): EntryText | undefined {
  return entry && { id: entry.id, prompt: entry.prompt, response: entry.response }
}

function promptIndexKey(partition: string, promptKey: string): string {
  return `${partition.length}:${partition}${promptKey}`
}

function feedbackKey(event: Pick<FeedbackEvent, 'queryId' | 'source'>): string {
  return `${event.source}:${event.queryId}`
}
