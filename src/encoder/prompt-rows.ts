import { fnv1a } from '../text/fnv1a.js'

/** Character n-gram rows behind the words; the same numbers as `models/train/encoder_rows.py`. */
const BUCKETS = 8000
/** The most frequent words have no n-grams: their pieces would blur grammar words into topic. */
const COMMON_WORDS = 300
/** Weight that a known word's n-grams share beside its own row. */
const WORD_GRAM_SHARE = 0.35
const MAX_GRAMS = 20
/** Tokens that count towards an embedding; a prompt's topic shows early. */
const MAX_TOKENS = 64
/** Tokens remembered with their rows; about 20 MB at most. */
const MAX_CACHED_TOKENS = 50_000

/** Rows of the encoder's table and the weight of each. */
export interface WeightedRows {
  readonly rows: readonly number[]
  readonly weights: readonly number[]
}

/**
 * Turns tokens into rows: a known word its own row and, when it is rare and long, its n-grams; an unknown token its n-grams
 * alone. Row 0 is padding, words follow by rank, then hashed n-grams of 3 to 5 letters.
 */
export class PromptRows {
  readonly #rowOf: ReadonlyMap<string, number>
  readonly #firstBucket: number
  readonly #cache = new Map<string, WeightedRows>()

  /** `words` by falling frequency. */
  constructor(words: readonly string[]) {
    this.#rowOf = new Map(words.map((word, rank) => [word, rank + 1]))
    this.#firstBucket = words.length + 1
  }

  /** Rows in all, padding included. */
  get count(): number {
    return this.#firstBucket + BUCKETS
  }

  ofToken(token: string): WeightedRows {
    let found = this.#cache.get(token)
    if (!found) {
      found = this.#compute(token)
      if (this.#cache.size >= MAX_CACHED_TOKENS) this.#cache.clear()
      this.#cache.set(token, found)
    }
    return found
  }

  /** Rows of a whole prompt, token after token; padding alone for a prompt without tokens. */
  ofTokens(tokens: readonly string[]): WeightedRows {
    const rows: number[] = []
    const weights: number[] = []
    for (const token of tokens.slice(0, MAX_TOKENS)) {
      const found = this.ofToken(token)
      rows.push(...found.rows)
      weights.push(...found.weights)
    }
    return rows.length > 0 ? { rows, weights } : { rows: [0], weights: [0] }
  }

  #compute(token: string): WeightedRows {
    const row = this.#rowOf.get(token) ?? 0
    const isDigits = token.charCodeAt(0) >= 48 && token.charCodeAt(0) <= 57
    const isKnown = row > 0
    if (isKnown && (row <= COMMON_WORDS || token.length <= 3 || isDigits)) return { rows: [row], weights: [1] }
    const grams = gramsOf(token, isDigits)
    const share = (isKnown ? WORD_GRAM_SHARE : 1) / grams.length
    const rows = isKnown ? [row] : []
    const weights = isKnown ? [1] : []
    for (const gram of grams) {
      rows.push(this.#firstBucket + (fnv1a(gram) % BUCKETS))
      weights.push(share)
    }
    return { rows, weights }
  }
}

function gramsOf(token: string, isDigits: boolean): string[] {
  const letters = Array.from(token)
  const marked = ['<', ...letters, '>']
  if (letters.length <= 2 || isDigits) return [marked.join('')]
  const grams: string[] = []
  for (const size of [3, 4, 5]) {
    for (let start = 0; start + size <= marked.length && grams.length < MAX_GRAMS; start++)
      grams.push(marked.slice(start, start + size).join(''))
  }
  return grams
}
