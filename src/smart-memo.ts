import { randomUUID } from 'node:crypto'
import { answer, decideWith, fillThreshold, type Answer, type AnswerContext, type PendingQuery } from './cache/answer.js'
import { callLlm } from './cache/call-llm.js'
import type { CacheParts } from './cache/cache-parts.js'
import { publishFailure } from './cache/channels.js'
import { missWithoutLookup } from './cache/decide.js'
import { RecentHits } from './cache/implicit-feedback.js'
import { InFlight } from './cache/in-flight.js'
import { importEntries } from './cache/import-entries.js'
import { lookupRecordOf } from './cache/lookup-record-of.js'
import { derivePartition, derivePromptKey, deriveScopeKey } from './cache/partition.js'
import { putRequestOf } from './cache/put-request-of.js'
import { reembedInBackground } from './cache/reembed.js'
import { traceOf } from './cache/trace.js'
import { composeCache } from './compose/compose-cache.js'
import { CacheClosedError } from './errors/errors.js'
import type { MemoryStats } from './memory/memory.js'
import { resolveForget, type ForgetFilter } from './options/forget-filter.js'
import type { GetOrCallRequest, GetOrCallResult, LookupRequest, LookupResult, RememberRequest, Trace } from './options/request.js'
import { resolveOptions, type ResolvedOptions } from './options/resolve-options.js'
import type { SmartMemoOptions } from './options/smart-memo-options.js'
import { MAX_PROMPT_BYTES, validateCall, validateLookup, validateRemember } from './options/validate-request.js'
import type { Verdict } from './store/lookup-record.js'
import { OpenOnce } from './threads/open-once.js'

/** Figures of a cache since its database was made. */
export interface SmartMemoStats extends MemoryStats {
  readonly misses: number
  /** Hits per lookup, 0…1; 0 without lookups. */
  readonly hitRate: number
  /** Lowest score (without a classifier, cosine) that is a hit. */
  readonly threshold: number
  /** Name and version of the classifier; null when cosine decides. */
  readonly classifier: string | null
}

/**
 * A semantic cache in which a learned classifier decides whether a stored response serves a new prompt.
 *
 * Construction is cheap and synchronous; models, threads and the database open on first use or with
 * {@link SmartMemo.ready}. A cache that fails never fails `getOrCall`: the LLM is called and the failure is published
 * on the diagnostics channel `smartmemo:failure`. Other methods reject with what failed.
 */
export class SmartMemo implements AsyncDisposable {
  readonly #options: ResolvedOptions
  readonly #opened: OpenOnce<CacheParts>
  readonly #context: AnswerContext
  readonly #inFlight = new InFlight<Answer>()
  readonly #recentHits: RecentHits | null
  #closing: Promise<void> | undefined
  #hasWarned = false

  /** Throws `InvalidOptionError`, naming the option, its value and what is allowed. */
  constructor(options: SmartMemoOptions) {
    this.#options = resolveOptions(options)
    this.#opened = new OpenOnce(() => this.#open())
    this.#context = { options: this.#options, parts: () => this.#opened.get(), clock: Date.now }
    const windowMs = this.#options.implicitFeedbackWindowMs
    this.#recentHits = windowMs === null ? null : new RecentHits(windowMs)
  }

  /** Opens models, threads and database; rejects with what is wrong with any of them. */
  async ready(): Promise<void> {
    await this.#parts('open the cache')
  }

  /**
   * Answers from the cache when a stored response serves this prompt, else calls the LLM and stores its response.
   * Rejects only with the LLM function's own rejection (`LlmCallError` when `retry` is set), the signal's reason,
   * `TypeError` for a response that is no string, or `InvalidOptionError` for a request that cannot be used.
   */
  async getOrCall(request: GetOrCallRequest): Promise<GetOrCallResult> {
    validateCall(request)
    this.#throwIfClosed('look up')
    request.signal?.throwIfAborted()
    const prompt = request.prompt.trim()
    if (prompt === '') return this.#callOnly(request, 'empty-prompt')
    if (this.#options.mode === 'off' || Buffer.byteLength(prompt) > MAX_PROMPT_BYTES) return this.#callOnly(request, 'bypassed')

    const query = this.#query(request, prompt)
    const hitKey = `${query.ref.partition}/${prompt}`
    const implicitBadHitRecorded = await this.#recordImplicitVerdict(hitKey, query.nowMs)
    const flightKey = [query.ref.partition, query.promptKey, request.read, request.write, request.threshold].join('/')
    const { joined, result } = this.#inFlight.run(
      flightKey,
      (signal) => answer(this.#context, query, request, signal),
      request.signal,
    )
    const shared = await result
    if (shared.isServed) this.#recentHits?.note(hitKey, shared.queryId, query.nowMs)
    const best = shared.decision.candidates[0]
    return {
      queryId: shared.queryId,
      response: shared.response,
      wasCacheHit: shared.isServed,
      outcome: shared.isServed ? 'hit' : 'miss',
      tier: shared.isServed ? shared.decision.tier : null,
      reason: shared.decision.entry && !shared.isServed ? 'bypassed' : shared.decision.reason,
      entryId: shared.decision.entry?.id ?? best?.entryId ?? null,
      similarityScore: best?.similarity ?? (shared.decision.tier === 'exact' ? 1 : null),
      classifierScore: best?.score ?? null,
      coalesced: joined,
      costSavedUsd: shared.isServed || joined ? this.#options.estimatedLlmCostUsd : 0,
      latencyMs: shared.latencyMs,
      implicitBadHitRecorded,
    }
  }

  /** Decides without calling the LLM; records the lookup. Rejects when the cache cannot be read. */
  async lookup(request: LookupRequest): Promise<LookupResult> {
    validateLookup(request)
    request.signal?.throwIfAborted()
    const parts = await this.#parts('look up')
    const prompt = request.prompt.trim()
    const queryId = randomUUID()
    const startedMs = performance.now()
    const query = fillThreshold(this.#query(request, prompt), parts)
    const decision = prompt === '' ? missWithoutLookup('empty-prompt') : await decideWith(this.#options, parts, query)
    const latencyMs = performance.now() - startedMs
    request.signal?.throwIfAborted()
    const record = lookupRecordOf(parts, query, decision, { queryId, latencyMs, costSavedUsd: 0, shadow: false })
    await parts.memory.recordLookup(record, this.#options.durability)
    return {
      queryId,
      outcome: record.outcome,
      wasCacheHit: record.outcome === 'hit',
      tier: record.tier,
      reason: record.reason,
      response: decision.entry?.response ?? null,
      entryId: record.entryId,
      similarityScore: record.similarity,
      classifierScore: record.score,
      latencyMs,
    }
  }

  /** Stores a prompt with its response, replacing an entry of the same prompt; returns the entry's id. */
  async remember(request: RememberRequest): Promise<number> {
    validateRemember(request)
    const parts = await this.#parts('remember')
    const query = this.#query(request, request.prompt.trim())
    const put = await putRequestOf(this.#options, parts, query, request, request.response, null, query.nowMs)
    return (await parts.memory.put(put)).entryId
  }

  /**
   * Warms the cache from JSON lines (a file, plain or gzip) or from an iterable of the same objects:
   * `{ prompt, response, scope?, model?, context?, params?, metadata?, tags?, ttlMs? }`. Every line is checked before
   * the first is stored; a bad one throws `InvalidLineError`. Returns how many were stored.
   */
  async importPairs(source: string | Iterable<RememberRequest> | AsyncIterable<RememberRequest>): Promise<number> {
    const parts = await this.#parts('import')
    return importEntries(source, async (requests) => {
      const encodings = await parts.encode(requests.map((request) => request.prompt.trim()))
      for (const [index, request] of requests.entries()) {
        const query = this.#query(request, request.prompt.trim())
        const encoding = encodings[index]!
        await parts.memory.put(await putRequestOf(this.#options, parts, query, request, request.response, encoding, query.nowMs))
      }
    })
  }

  /**
   * Removes entries and all lookups and feedback that mention them; every field given must match. Only entries of this
   * cache's domain are touched unless `domain` names another. Returns how many entries went.
   */
  async forget(filter: ForgetFilter): Promise<number> {
    const resolved = resolveForget(filter)
    const parts = await this.#parts('forget')
    const { scope, prompt, ...rest } = resolved
    return parts.memory.forget(
      {
        domain: this.#options.domain,
        ...rest,
        ...(scope !== undefined && { scopeKey: deriveScopeKey(scope) }),
        ...(prompt !== undefined && { promptKey: derivePromptKey(prompt) }),
      },
      this.#options.durability,
    )
  }

  /** Says that a hit was wrong (or a near miss rightly refused); false when no lookup has that id. */
  reportBadHit(queryId: string, options: { readonly reason?: string } = {}): Promise<boolean> {
    return this.#recordVerdict(queryId, 'different', options.reason)
  }

  /** Says that a hit was right (or that a near miss would have been); false when no lookup has that id. */
  reportGoodHit(queryId: string, options: { readonly reason?: string } = {}): Promise<boolean> {
    return this.#recordVerdict(queryId, 'equivalent', options.reason)
  }

  /** Tells why a lookup was decided as it was, with the differences found; null when no lookup has that id. */
  async explain(queryId: string): Promise<Trace | null> {
    const parts = await this.#parts('explain')
    const record = await parts.memory.lookup(queryId)
    return record && traceOf(record, parts.explain)
  }

  async stats(): Promise<SmartMemoStats> {
    const parts = await this.#parts('read the stats')
    const stats = await parts.memory.stats(this.#options.domain, Date.now())
    const card = parts.models.classifier?.card
    return {
      ...stats,
      misses: stats.lookups - stats.hits,
      hitRate: stats.lookups === 0 ? 0 : stats.hits / stats.lookups,
      threshold: parts.threshold,
      classifier: card ? `${card.name}@${card.version}` : null,
    }
  }

  /**
   * Writes this domain's feedback as labelled pairs, one JSON line each; pairs of identical text are left out and
   * contradictions resolved to the latest verdict. Returns how many were written.
   */
  async exportFeedbackPairs(path: string, options: { readonly split?: string } = {}): Promise<number> {
    const parts = await this.#parts('export feedback')
    return parts.memory.exportFeedback(path, { domain: this.#options.domain, split: options.split ?? null })
  }

  /** Resolves when everything acknowledged so far is on disk. */
  async flush(): Promise<void> {
    const parts = await this.#parts('flush')
    await parts.memory.flush()
  }

  /** Waits for calls in flight, writes everything out and ends the threads; idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#shutDown()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #shutDown(): Promise<void> {
    const parts = await this.#opened.peek()?.catch(() => undefined)
    await this.#inFlight.settled()
    await parts?.close()
  }

  async #open(): Promise<CacheParts> {
    try {
      const parts = await composeCache(this.#options)
      if (parts.opened.entriesToReembed > 0) {
        void reembedInBackground(parts, this.#options.domain, () => this.#closing !== undefined)
      }
      return parts
    } catch (error) {
      if (!this.#hasWarned) {
        this.#hasWarned = true
        const reason = error instanceof Error ? error.message : String(error)
        process.emitWarning(`The cache is not in use, every prompt goes to the LLM. ${reason}`, {
          type: 'SmartMemoWarning',
          ...(error instanceof Error && 'code' in error && { code: String(error.code) }),
        })
      }
      throw error
    }
  }

  async #parts(action: string): Promise<CacheParts> {
    this.#throwIfClosed(action)
    return this.#opened.get()
  }

  #throwIfClosed(action: string): void {
    if (this.#closing) throw new CacheClosedError({ action })
  }

  #query(request: Omit<LookupRequest, 'signal'>, prompt: string): PendingQuery {
    return {
      prompt,
      promptKey: derivePromptKey(prompt),
      ref: derivePartition({ ...request, domain: this.#options.domain }),
      nowMs: Date.now(),
      tightenTo: request.threshold,
    }
  }

  async #callOnly(request: GetOrCallRequest, reason: 'empty-prompt' | 'bypassed'): Promise<GetOrCallResult> {
    const signal = request.signal ?? new AbortController().signal
    const response = await callLlm(request, this.#options.retry, signal)
    signal.throwIfAborted()
    return {
      queryId: randomUUID(),
      response,
      wasCacheHit: false,
      outcome: 'miss',
      tier: null,
      reason,
      entryId: null,
      similarityScore: null,
      classifierScore: null,
      coalesced: false,
      costSavedUsd: 0,
      latencyMs: 0,
      implicitBadHitRecorded: false,
    }
  }

  async #recordVerdict(queryId: string, verdict: Verdict, reason: string | undefined): Promise<boolean> {
    const parts = await this.#parts('record feedback')
    const event = { queryId, verdict, source: 'explicit', reason: reason ?? null, createdAtMs: Date.now() } as const
    return parts.memory.recordFeedback(event, this.#options.durability)
  }

  async #recordImplicitVerdict(hitKey: string, nowMs: number): Promise<boolean> {
    const queryId = this.#recentHits?.take(hitKey, nowMs)
    if (queryId === undefined) return false
    try {
      const parts = await this.#opened.get()
      const reason = 'asked again at once'
      const event = { queryId, verdict: 'different', source: 'implicit', reason, createdAtMs: nowMs } as const
      return await parts.memory.recordFeedback(event, this.#options.durability)
    } catch (error) {
      publishFailure({ action: 'record implicit feedback', domain: this.#options.domain, queryId, error })
      return false
    }
  }
}
