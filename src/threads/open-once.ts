/** After a failure, calls get the same failure for this long before the next attempt; keeps a broken disk from spinning. */
const RETRY_AFTER_MS = 500

/** Opens something on first use, keeps it, and after a failure tries again on a later use. */
export class OpenOnce<T> {
  readonly #open: () => Promise<T>
  #current: Promise<T> | undefined
  #failedAtMs: number | undefined

  constructor(open: () => Promise<T>) {
    this.#open = open
  }

  get(): Promise<T> {
    const mayRetry = this.#failedAtMs !== undefined && performance.now() - this.#failedAtMs >= RETRY_AFTER_MS
    if (this.#current && !mayRetry) return this.#current
    return this.renew()
  }

  /** Opens afresh, whatever there is. */
  renew(): Promise<T> {
    this.#failedAtMs = undefined
    this.#current = this.#open().catch((error: unknown) => {
      this.#failedAtMs = performance.now()
      throw error
    })
    // Callers of `get` see the failure; a renewal may have none.
    this.#current.catch(() => {})
    return this.#current
  }

  /** What is open or being opened; undefined when nothing was asked for yet. */
  peek(): Promise<T> | undefined {
    return this.#current
  }
}
