import type { LookupRecord } from '../store/lookup-record.js'
import type { Store } from '../store/store.js'
import { tracePrompt } from './trace-prompt.js'

/** Most lookups kept: with the usual short prompts about 35 MB of the database. */
export const MAX_LOOKUPS = 50_000

/** Most characters of all lookups together, for caches with long prompts. */
export const MAX_LOOKUP_CHARACTERS = 64 * 1024 * 1024

/** Lookups dropped at a time, so that finding them costs little for each. */
const TRIM_BATCH = 500

/** Sees to it that the lookups kept for feedback and `explain` do not grow without bound. */
export class LookupRetention {
  readonly #store: Store
  #count: number
  #characters: number

  constructor(store: Store) {
    this.#store = store
    this.#count = store.lookupCount()
    this.#characters = store.lookupCharacters()
  }

  /** The lookup as it is to be kept: long prompts of its candidates are cut. */
  shorten(lookup: LookupRecord): LookupRecord {
    return {
      ...lookup,
      candidates: lookup.candidates.map((candidate) => ({ ...candidate, prompt: tracePrompt(candidate.prompt) })),
    }
  }

  /** Counts one more and names the lookups that have to go for it: the oldest, those with feedback last. */
  admit(lookup: LookupRecord): readonly string[] {
    this.#count++
    this.#characters += countCharacters(lookup)
    const isTooMuch = this.#count > MAX_LOOKUPS || this.#characters > MAX_LOOKUP_CHARACTERS
    return isTooMuch ? this.#store.oldestLookups(Math.min(TRIM_BATCH, this.#count)) : []
  }

  /** Counts again, after lookups were removed. */
  recount(): void {
    this.#count = this.#store.lookupCount()
    this.#characters = this.#store.lookupCharacters()
  }
}

function countCharacters({ prompt, matchedPrompt, candidates }: LookupRecord): number {
  return candidates.reduce((sum, candidate) => sum + candidate.prompt.length, prompt.length + (matchedPrompt?.length ?? 0))
}
