import type { CacheContext } from './cache/cache-context.js'
import type { CacheParts } from './cache/cache-parts.js'
import { CallsInProgress } from './cache/calls-in-progress.js'
import { exportFeedbackPairs, recordVerdict } from './cache/feedback.js'
import { forget } from './cache/forget.js'
import { getOrCall } from './cache/get-or-call.js'
import { RecentHits } from './cache/implicit-feedback.js'
import type { EntrySource } from './cache/import-entries.js'
import { ExactHits } from './cache/exact-hits.js'
import { InFlight } from './cache/in-flight.js'
import { lookUp } from './cache/look-up.js'
import { Opening } from './cache/opening.js'
import { readStats, type SmartMemoStats } from './cache/read-stats.js'
import { reembedInBackground } from './cache/reembed.js'
import { importPairs, remember } from './cache/remember.js'
import { explain } from './cache/trace.js'
import { composeCache } from './compose/compose-cache.js'
import { CacheClosedError } from './errors/errors.js'
import type { ExportOptions, FeedbackOptions } from './options/feedback-options.js'
import type { ForgetFilter } from './options/forget-filter.js'
import type { GetOrCallRequest, GetOrCallResult, LookupRequest, LookupResult, RememberRequest, Trace } from './options/request.js'
import { resolveOptions, type ResolvedOptions } from './options/resolve-options.js'
import type { SmartMemoOptions } from './options/smart-memo-options.js'
import { OpenOnce } from './threads/open-once.js'

/**
 * A semantic cache in which a learned classifier decides whether a stored response serves a new prompt.
 *
 * Construction is cheap and synchronous; models, threads and the database open on first use or with
 * {@link SmartMemo.ready}. A cache that fails never fails `getOrCall`: the LLM is called and the failure is published
 * on the diagnostics channel `smartmemo:failure`. Other methods reject with what failed, all of them with
 * `InvalidOptionError` for arguments that cannot be used and with `CacheClosedError` once the cache is closed.
 */
export class SmartMemo implements AsyncDisposable {
  readonly #options: ResolvedOptions
  readonly #opened = new OpenOnce(() => this.#open())
  readonly #calls = new CallsInProgress()
  readonly #context: CacheContext
  readonly #closing = new AbortController()
  #closed: Promise<void> | undefined
  #hasWarned = false

  /** Throws `InvalidOptionError`, naming the option, its value and what is allowed. */
  constructor(options: SmartMemoOptions) {
    this.#options = resolveOptions(options)
    const opening = new Opening(() => this.#opened.get())
    const windowMs = this.#options.implicitFeedbackWindowMs
    this.#context = {
      options: this.#options,
      parts: () => opening.parts(),
      partsSoon: () => opening.partsSoon(),
      inFlight: new InFlight(),
      calls: this.#calls,
      exactHits: new ExactHits(),
      recentHits: windowMs === null ? null : new RecentHits(windowMs),
      clock: Date.now,
      random: Math.random,
    }
  }

  /** Opens models, threads and database; rejects with what is wrong with any of them. */
  ready(): Promise<void> {
    return this.#run('open the cache', async ({ parts }) => void (await parts()))
  }

  /**
   * Answers from the cache when a stored response serves this prompt, else calls the LLM and stores its response.
   * Rejects only with the LLM function's own rejection (`LlmCallError` when `retry` is set), the signal's reason,
   * `TypeError` for a response that is no string, `LimitError` for metadata over its limit, or what the class says.
   */
  getOrCall(request: GetOrCallRequest): Promise<GetOrCallResult> {
    return this.#run('look up', (context) => getOrCall(context, request))
  }

  /** Decides without calling the LLM; records the lookup. Rejects when the cache cannot be read. */
  lookup(request: LookupRequest): Promise<LookupResult> {
    return this.#run('look up', (context) => lookUp(context, request))
  }

  /**
   * Stores a prompt with its response, replacing an entry of the same prompt; returns the entry's id. Rejects with
   * `LimitError` for a text over its limit.
   */
  remember(request: RememberRequest): Promise<number> {
    return this.#run('remember', (context) => remember(context, request))
  }

  /**
   * Warms the cache from JSON lines (a file, plain or gzip) or from an iterable of the same objects:
   * `{ prompt, response, scope?, model?, context?, params?, metadata?, tags?, ttlMs? }`. Every line is checked before
   * the first is stored; a bad one throws `InvalidLineError`. Returns how many were stored.
   */
  importPairs(source: EntrySource): Promise<number> {
    return this.#run('import', (context) => importPairs(context, source))
  }

  /**
   * Removes entries and all lookups and feedback that mention them; every field given must match. Only entries of this
   * cache's domain are touched unless `domain` names another. Returns how many entries went.
   */
  forget(filter: ForgetFilter): Promise<number> {
    return this.#run('forget', (context) => forget(context, filter))
  }

  /** Says that a hit was wrong (or a near miss rightly refused); false when no lookup has that id. */
  reportBadHit(queryId: string, options: FeedbackOptions = {}): Promise<boolean> {
    return this.#run('record feedback', (context) => recordVerdict(context, queryId, 'different', options))
  }

  /** Says that a hit was right (or that a near miss would have been); false when no lookup has that id. */
  reportGoodHit(queryId: string, options: FeedbackOptions = {}): Promise<boolean> {
    return this.#run('record feedback', (context) => recordVerdict(context, queryId, 'equivalent', options))
  }

  /** Tells why a lookup was decided as it was, with the differences found; null when no lookup has that id. */
  explain(queryId: string): Promise<Trace | null> {
    return this.#run('explain', (context) => explain(context, queryId))
  }

  /** Figures of this cache's domain. */
  stats(): Promise<SmartMemoStats> {
    return this.#run('read the stats', readStats)
  }

  /**
   * Writes this domain's feedback as labelled pairs, one JSON line each; pairs of identical text are left out and
   * contradictions resolved to the latest verdict. Returns how many were written.
   */
  exportFeedbackPairs(path: string, options: ExportOptions = {}): Promise<number> {
    return this.#run('export feedback', (context) => exportFeedbackPairs(context, path, options))
  }

  /** Resolves when everything acknowledged so far is on disk. */
  flush(): Promise<void> {
    return this.#run('flush', async ({ parts }) => (await parts()).memory.flush())
  }

  /** Waits for calls in progress, those to the LLM included, writes everything out and ends the threads; idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#shutDown()
    return this.#closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #shutDown(): Promise<void> {
    this.#closing.abort(new CacheClosedError({ action: 'open the cache' }))
    await this.#calls.settled()
    const parts = await this.#opened.peek()?.catch(() => undefined)
    await parts?.close()
  }

  #run<T>(action: string, call: (context: CacheContext) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new CacheClosedError({ action }))
    return this.#calls.track(call(this.#context))
  }

  async #open(): Promise<CacheParts> {
    try {
      const parts = await composeCache(this.#options, this.#closing.signal)
      if (parts.opened.entriesToReembed > 0) void reembedInBackground(parts, this.#options.domain, this.#closing.signal)
      return parts
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#warnOnce(error)
      throw error
    }
  }

  #warnOnce(error: unknown): void {
    if (this.#hasWarned) return
    this.#hasWarned = true
    const reason = error instanceof Error ? error.message : String(error)
    process.emitWarning(`The cache is not in use, every prompt goes to the LLM. ${reason}`, {
      type: 'SmartMemoWarning',
      ...(error instanceof Error && 'code' in error && { code: String(error.code) }),
    })
  }
}
