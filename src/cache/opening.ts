import type { CacheParts } from './cache-parts.js'
import { within } from './deadline.js'

/** How long prompts wait for the cache to open; a first download of a model takes longer, and must not hold them up. */
export const OPEN_DEADLINE_MS = 30_000

/** Opening a cache as those who need it see it: some wait as long as it takes, prompts do not. */
export class Opening {
  readonly #open: () => Promise<CacheParts>
  #startedMs: number | undefined
  #isOpen = false

  constructor(open: () => Promise<CacheParts>) {
    this.#open = open
  }

  /** Waits as long as it takes; rejects with what opening failed with. */
  async parts(): Promise<CacheParts> {
    this.#startedMs ??= performance.now()
    try {
      const parts = await this.#open()
      this.#isOpen = true
      return parts
    } catch (error) {
      this.#startedMs = undefined
      throw error
    }
  }

  /** Rejects with `DeadlineError` once opening has taken {@link OPEN_DEADLINE_MS}, counted from its start and not from this call. */
  partsSoon(): Promise<CacheParts> {
    const parts = this.parts()
    if (this.#isOpen) return parts
    return within(Math.max(0, this.#startedMs! + OPEN_DEADLINE_MS - performance.now()), 'open the cache', parts)
  }
}
