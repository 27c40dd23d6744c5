import type { Quantity } from './quantities.js'

/** What a token does in its prompt, as bits. */
export const Role = {
  /** Carries topic: no stop word, no opener. */
  content: 1,
  /** Belongs to an opener such as *could you please*. */
  opener: 2,
  negator: 4,
  /** Within reach of a negator. */
  negated: 8,
  name: 16,
  number: 32,
  /** Code, path, identifier, or a word with digits. */
  code: 64,
  stopWord: 128,
  preposition: 256,
  /** The lexicon does not know it. */
  unknown: 512,
  unit: 1024,
  verb: 2048,
} as const

/** A multi-word expression found in a prompt. */
export interface FoundPhrase {
  /** Its tokens, ascending; a phrasal verb may be parted by its object. */
  readonly positions: readonly number[]
  /** Base forms, space-joined. */
  readonly text: string
  readonly meanings: readonly string[]
}

/** Everything about one prompt that comparing it with others needs; immutable, computed once. Arrays run over tokens. */
export interface PromptAnalysis {
  readonly prompt: string
  /** Tokens looked at one by one; the middle of very long prompts is left out. */
  readonly texts: readonly string[]
  readonly lemmas: readonly string[]
  readonly isTruncated: boolean
  readonly roles: Uint16Array
  readonly textHashes: Uint32Array
  readonly lemmaHashes: Uint32Array
  /** Lexicon ids of the base forms, −1 for unknown ones. */
  readonly ids: Int32Array
  /** IDF, damped for stop words and openers. */
  readonly weights: Float32Array
  readonly totalWeight: number
  /** Closed sets that each word belongs to. */
  readonly categories: readonly (readonly number[])[]
  /** Unit-length word vectors; undefined where there is none. */
  readonly vectors: readonly (Float32Array | undefined)[]
  /** Weighted mean of the vectors, unit length; null without vectors. */
  readonly meanVector: Float32Array | null
  /** Numeric value of each token; NaN for words. */
  readonly values: Float64Array
  readonly quantities: readonly Quantity[]
  /** Index into `quantities` of a token that is a number or a unit; −1 for others. */
  readonly quantityOf: Int16Array
  readonly phrases: readonly FoundPhrase[]
  /** Nearest preposition in front of each content token, or ''. */
  readonly prepositions: readonly string[]
  /** First and last content token. */
  readonly head: number
  readonly tail: number
  readonly openerLength: number
  readonly questionType: number
  readonly isQuestion: boolean
  readonly negators: number
  readonly implicitNegators: number
  /** Ideas of `QUANTIFIERS`, strengths of `MODALS`, and who is spoken of, each as a set of bits. */
  readonly quantifierBits: readonly number[]
  readonly modalBits: number
  readonly personBits: number
  readonly ownerBits: number
  readonly isPast: boolean
  readonly isFuture: boolean
  /** Actions that start or give, and that stop or take away. */
  readonly positiveActions: number
  readonly negativeActions: number
  readonly hasConjunction: boolean
  /** Ascending hashes of all base forms of the whole prompt (also of what `texts` leaves out), with their weights. */
  readonly bagHashes: Uint32Array
  readonly bagWeights: Float32Array
  readonly bagWeight: number
  /** Ascending hashes of the character trigrams. */
  readonly trigrams: Uint32Array
}
