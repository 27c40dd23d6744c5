import type { Verdict } from '../../src/store/lookup-record.js'
import type { EvictionPolicy } from '../../src/store/store.js'

/** How long `hybrid` keeps an entry that nobody uses: a day. */
const IDLE_MS = 86_400_000

/** An entry as a person would keep it on a sheet of paper. */
export interface ModelEntry {
  readonly number: number
  readonly scope: string
  readonly prompt: string
  readonly response: string
  readonly expiresAtMs: number
  lastUsedAtMs: number
}

interface ModelHit {
  readonly entry: ModelEntry
  readonly prompt: string
  readonly scope: string
  /** Prompts that were compared with the one asked. */
  readonly considered: readonly string[]
  verdict: Verdict | null
}

/** Prompts are `<meaning> <wording>`: those of one meaning may be answered alike. */
const meaningOf = (prompt: string) => prompt.split(' ')[0]!

/**
 * What a cache of one domain must do, with none of what makes it fast or lasting: lists that are searched from end to end.
 */
export class ModelCache {
  readonly maxEntries: number
  readonly ttlMs: number
  readonly policy: EvictionPolicy
  entries: ModelEntry[] = []
  /** By query id, in the order of their latest verdicts. */
  readonly hits = new Map<string, ModelHit>()
  #stored = 0

  constructor(maxEntries: number, ttlMs: number, policy: EvictionPolicy) {
    this.maxEntries = maxEntries
    this.ttlMs = ttlMs
    this.policy = policy
  }

  /** Entries that may be served for a prompt; empty means that the LLM must be called. An exact match rules out all others. */
  servable(prompt: string, scope: string, nowMs: number): readonly ModelEntry[] {
    const live = this.#live(prompt, scope, nowMs)
    const exact = live.find((entry) => entry.prompt === prompt)
    return exact ? [exact] : live.filter((entry) => meaningOf(entry.prompt) === meaningOf(prompt))
  }

  noteHit(queryId: string, entry: ModelEntry, prompt: string, scope: string, nowMs: number): void {
    const considered = entry.prompt === prompt ? [] : this.#live(prompt, scope, nowMs).map((one) => one.prompt)
    entry.lastUsedAtMs = Math.max(entry.lastUsedAtMs, nowMs)
    this.hits.set(queryId, { entry, prompt, scope, considered, verdict: null })
  }

  store(prompt: string, scope: string, response: string, nowMs: number, ttlMs = this.ttlMs): void {
    this.entries = this.entries.filter((entry) => entry.prompt !== prompt || entry.scope !== scope)
    const expiresAtMs = nowMs + ttlMs
    const added = { number: this.#stored++, scope, prompt, response, expiresAtMs, lastUsedAtMs: nowMs }
    while (this.entries.length + 1 > this.maxEntries) {
      const worst = [...this.entries].sort((a, b) => this.#compare(a, b, nowMs))[0]!
      this.entries = this.entries.filter((entry) => entry !== worst)
    }
    this.entries.push(added)
  }

  /** False for a hit that is not known any more. */
  judge(queryId: string, verdict: Verdict): boolean {
    const hit = this.hits.get(queryId)
    if (!hit) return false
    this.hits.delete(queryId)
    this.hits.set(queryId, { ...hit, verdict })
    return true
  }

  /** How many entries went. */
  forget(prompt: string): number {
    const gone = this.entries.filter((entry) => entry.prompt === prompt)
    this.entries = this.entries.filter((entry) => entry.prompt !== prompt)
    for (const [queryId, hit] of this.hits) {
      if ([hit.prompt, hit.entry.prompt, ...hit.considered].includes(prompt)) this.hits.delete(queryId)
    }
    return gone.length
  }

  forgetScope(scope: string): number {
    const before = this.entries.length
    this.entries = this.entries.filter((entry) => entry.scope !== scope)
    for (const [queryId, hit] of this.hits) if (hit.scope === scope) this.hits.delete(queryId)
    return before - this.entries.length
  }

  #live(prompt: string, scope: string, nowMs: number): ModelEntry[] {
    return this.entries.filter(
      (entry) =>
        entry.scope === scope && nowMs < entry.expiresAtMs && this.#strikes(entry) < 2 && !this.#isRefused(entry, prompt),
    )
  }

  #verdictsOn(entry: ModelEntry): ModelHit[] {
    return [...this.hits.values()].filter((hit) => hit.entry === entry && hit.verdict !== null)
  }

  #strikes(entry: ModelEntry): number {
    return this.#verdictsOn(entry).reduce((strikes, { verdict }) => (verdict === 'different' ? strikes + 1 : 0), 0)
  }

  #isRefused(entry: ModelEntry, prompt: string): boolean {
    return this.#verdictsOn(entry).findLast((hit) => hit.prompt === prompt)?.verdict === 'different'
  }

  #worthUntil({ lastUsedAtMs, expiresAtMs }: ModelEntry): number {
    if (this.policy === 'lru') return lastUsedAtMs
    return this.policy === 'ttl' ? expiresAtMs : Math.min(expiresAtMs, lastUsedAtMs + IDLE_MS)
  }

  #compare(a: ModelEntry, b: ModelEntry, nowMs: number): number {
    const isExpired = (entry: ModelEntry) => (entry.expiresAtMs <= nowMs ? 1 : 0)
    const byExpiry = isExpired(b) - isExpired(a) || (isExpired(a) ? a.expiresAtMs - b.expiresAtMs : 0)
    return byExpiry || this.#strikes(b) - this.#strikes(a) || this.#worthUntil(a) - this.#worthUntil(b) || a.number - b.number
  }
}
