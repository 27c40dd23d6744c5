/** Most hits remembered at a time, by hashes: about 2 MB. The oldest are forgotten first. */
const MAX_RECENT_HITS = 10_000

/**
 * Remembers recent hits, to notice a user who asks the same thing again at once: a sign that the response was
 * not what they wanted.
 */
export class RecentHits {
  readonly #windowMs: number
  readonly #hits = new Map<string, { readonly queryId: string; readonly atMs: number }>()

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** Notes a hit under the partition and prompt it answered. */
  note(key: string, queryId: string, nowMs: number): void {
    this.#hits.delete(key)
    this.#hits.set(key, { queryId, atMs: nowMs })
    if (this.#hits.size > MAX_RECENT_HITS) this.#hits.delete(this.#hits.keys().next().value!)
  }

  /** Returns the hit that this repeated prompt complains about, once; undefined outside the window. */
  take(key: string, nowMs: number): string | undefined {
    const hit = this.#hits.get(key)
    if (!hit) return undefined
    this.#hits.delete(key)
    return nowMs - hit.atMs <= this.#windowMs ? hit.queryId : undefined
  }
}
