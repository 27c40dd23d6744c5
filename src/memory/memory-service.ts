import { Retriever } from '../ann/retriever.js'
import { CacheClosedError } from '../errors/errors.js'
import { writeJsonLines } from '../files/write-json-lines.js'
import type { CipherCall } from '../security/cipher.js'
import { openCipher } from '../security/open-cipher.js'
import type { Durability } from '../store/durable/durable-store.js'
import type { FileSystem } from '../store/durable/file-system.js'
import { NodeFileSystem } from '../store/durable/node-file-system.js'
import type { Entry } from '../store/entry.js'
import { placeOf } from '../store/entry-filter.js'
import type { FeedbackEvent, LookupRecord } from '../store/lookup-record.js'
import { SCHEMA_VERSION } from '../store/sqlite/schema.js'
import type { EntryFilter, StoreOperation } from '../store/store.js'
import { exportPairs } from './export-pairs.js'
import { ForgottenPrompts } from './forgotten-prompts.js'
import type {
  EntryLimit,
  ExactMatch,
  ForgetRequest,
  FoundCandidate,
  Memory,
  MemoryReport,
  MemorySettings,
  MemoryStats,
  PartitionRef,
  PutRequest,
  SearchRequest,
} from './memory.js'
import { addEntry, checkEmbedding, openMemory, removeEntries, type CreateIndex, type OpenMemory } from './open-memory.js'
import { planEviction, planPut } from './plan-put.js'

/** The memory on the thread that owns it: a store, the indexes over it, and the rules of what may be served. */
export class MemoryService implements Memory {
  readonly #createIndex: CreateIndex
  readonly #files: FileSystem
  #opened: OpenMemory | undefined

  constructor(createIndex: CreateIndex = (dimensions) => Retriever.create(dimensions), files: FileSystem = new NodeFileSystem()) {
    this.#createIndex = createIndex
    this.#files = files
  }

  async open(settings: MemorySettings, encrypt?: CipherCall, decrypt?: CipherCall): Promise<MemoryReport> {
    const cipher = settings.cipher ? openCipher(settings.cipher, encrypt, decrypt) : null
    this.#opened = await openMemory(settings, { createIndex: this.#createIndex, files: this.#files, cipher })
    return { entriesToReembed: this.#opened.toReembed.size, recovered: this.#opened.findings }
  }

  async find(ref: PartitionRef, promptKey: string, nowMs: number): Promise<ExactMatch> {
    const { durable, servable } = this.#memory('look up')
    const entry = durable.store.findEntryText(ref.partition, promptKey)
    if (!entry) return { state: 'absent' }
    const state = servable.stateFor(entry.id, promptKey, nowMs)
    return state === 'live' ? { state, entry } : { state }
  }

  async search(request: SearchRequest): Promise<readonly FoundCandidate[]> {
    const { durable, index, servable } = this.#memory('look up')
    if (!index) return []
    const accept = (id: number) => servable.stateFor(id, request.promptKey, request.nowMs) === 'live'
    return index.search(request.partition, request.embedding, request.lexical, request.k, accept).map((candidate) => {
      const { similarity, lexicalSimilarity, label } = candidate
      const found = { ...durable.store.entryText(label)!, similarity, lexicalSimilarity }
      return request.withEmbeddings ? { ...found, embedding: durable.store.entry(label)!.embedding! } : found
    })
  }

  async put(request: PutRequest): Promise<{ readonly entryId: number; readonly evicted: number }> {
    const memory = await this.#writable('store a response')
    checkEmbedding(memory, request.embedding)
    const { entry, replacedId, evictedIds, operations } = planPut(memory.durable.store, request)
    const written = memory.durable.write(operations, request.durability)
    removeEntries(memory, replacedId === null ? evictedIds : [replacedId, ...evictedIds])
    addEntry(memory, entry)
    await written
    return { entryId: entry.id, evicted: evictedIds.length }
  }

  async keepTo(limit: EntryLimit, durability: Durability): Promise<number> {
    const memory = await this.#writable('evict')
    const ids = planEviction(memory.durable.store, limit, { coming: 0, goingId: null })
    if (ids.length === 0) return 0
    const written = memory.durable.write([{ type: 'delete-entries', ids }], durability)
    removeEntries(memory, ids)
    await written
    return ids.length
  }

  async recordLookup(lookup: LookupRecord, durability: Durability): Promise<void> {
    const { durable, retention, servable } = await this.#writable('record a lookup')
    const kept = retention.shorten(lookup)
    const trimmed = retention.admit(kept)
    const judged = trimmed.map((queryId) => durable.store.verdictOf(queryId)?.entryId).filter((id) => typeof id === 'number')
    const operations: StoreOperation[] = [{ type: 'record-lookup', lookup: kept }]
    if (trimmed.length > 0) operations.push({ type: 'delete-lookups', queryIds: trimmed })
    const written = durable.write(operations, durability)
    if (trimmed.length > 0) retention.recount()
    for (const id of judged) servable.judge(id, durable.store.verdictsOf(id))
    await written
  }

  async recordFeedback(event: FeedbackEvent, durability: Durability): Promise<boolean> {
    const { durable, servable } = await this.#writable('record feedback')
    const lookup = durable.store.lookup(event.queryId)
    if (!lookup) return false
    if (event.source === 'implicit' && durable.store.verdictOf(event.queryId)) return false
    const written = durable.write([{ type: 'record-feedback', event }], durability)
    if (lookup.entryId !== null) servable.judge(lookup.entryId, durable.store.verdictsOf(lookup.entryId))
    await written
    return true
  }

  async lookup(queryId: string): Promise<LookupRecord | null> {
    return this.#memory('read a lookup').durable.store.lookup(queryId) ?? null
  }

  async entry(id: number): Promise<Entry | null> {
    return this.#memory('read an entry').durable.store.entry(id) ?? null
  }

  async forget({ prompt, ...filter }: ForgetRequest, durability: Durability): Promise<number> {
    const memory = await this.#writable('forget')
    const { durable, servable, retention } = memory
    const ids: number[] = []
    const forgotten = new ForgottenPrompts()
    const isAboutEntries = filter.tag !== undefined || filter.entryId !== undefined
    if (prompt !== undefined && !isAboutEntries) forgotten.addEverywhere(prompt)
    for (const entry of durable.store.entries(filter)) {
      ids.push(entry.id)
      forgotten.add(entry.partition, entry.prompt)
    }
    const queryIds = [...durable.store.lookupIds(filter), ...durable.store.lookupsMentioning(placeOf(filter), forgotten.has)]
    const written = durable.write(
      [
        { type: 'forget-entries', ids },
        { type: 'delete-lookups', queryIds },
      ],
      durability,
    )
    removeEntries(memory, ids)
    servable.judgeAll(durable.store.verdicts())
    retention.recount()
    await written
    if (durability === 'sync') await durable.flush()
    return ids.length
  }

  async countMatches(filter: EntryFilter): Promise<{ readonly entries: number; readonly lookups: number }> {
    const { store } = this.#memory('count').durable
    return { entries: store.entryIds(filter).length, lookups: store.lookupIds(filter).length }
  }

  async stats(domain: string | null, nowMs: number): Promise<MemoryStats> {
    const { durable, index, servable } = this.#memory('read the stats')
    return {
      ...durable.store.counts(domain ?? undefined),
      ...servable.count(domain, nowMs),
      indexKinds: index?.kinds() ?? {},
      databaseBytes: durable.databaseBytes,
      journalBytes: durable.journalBytes,
      schemaVersion: SCHEMA_VERSION,
      encoderId: durable.store.meta('encoderId') ?? null,
    }
  }

  async listEntries(filter: EntryFilter, limit: number, offset: number): Promise<readonly Entry[]> {
    const { durable } = this.#memory('list entries')
    const listed: Entry[] = []
    let position = 0
    if (limit <= 0) return listed
    for (const entry of durable.store.entries(filter)) {
      if (position++ >= offset) listed.push(entry)
      if (listed.length === limit) break
    }
    return listed
  }

  async listLookups(
    filter: { domain?: string; outcome?: 'hit' | 'miss' },
    limit: number,
    offset: number,
  ): Promise<readonly LookupRecord[]> {
    return this.#memory('list lookups').durable.store.lookups(filter, limit, offset)
  }

  async exportFeedback(
    path: string,
    options: { readonly domain: string | null; readonly split: string | null },
  ): Promise<number> {
    const { durable } = this.#memory('export feedback')
    const verdicts = durable.store.verdicts(options.domain === null ? {} : { domain: options.domain })
    const pairs = exportPairs(verdicts, options.split)
    await writeJsonLines(path, pairs)
    return pairs.length
  }

  async nextToReembed(limit: number): Promise<readonly { readonly id: number; readonly prompt: string }[]> {
    const { durable, toReembed } = this.#memory('re-embed')
    const next: { id: number; prompt: string }[] = []
    for (const id of toReembed) {
      if (next.length >= limit) break
      next.push({ id, prompt: durable.store.entryText(id)!.prompt })
    }
    return next
  }

  async setEmbeddings(items: readonly { readonly id: number; readonly embedding: Float32Array }[]): Promise<void> {
    const memory = await this.#writable('re-embed')
    const { durable, settings } = memory
    if (!settings.encoder) return
    for (const { embedding } of items) checkEmbedding(memory, embedding)
    const present = items.filter(({ id }) => durable.store.entryText(id))
    if (present.length === 0) return
    const written = durable.write([{ type: 'set-embeddings', encoderId: settings.encoder.id, items: present }], 'batch')
    for (const { id } of present) {
      addEntry(memory, durable.store.entry(id)!)
    }
    await written
  }

  async flush(): Promise<void> {
    await this.#memory('flush').durable.flush()
  }

  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = undefined
    opened?.index?.close()
    await opened?.durable.close()
  }

  #memory(action: string): OpenMemory {
    if (!this.#opened) throw new CacheClosedError({ action })
    return this.#opened
  }

  /** The memory once it can be written; nothing else may run between that and the write. */
  async #writable(action: string): Promise<OpenMemory> {
    await this.#memory(action).durable.ready()
    return this.#memory(action)
  }
}
