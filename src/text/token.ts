/** Bits that say what a token is; a token may carry several. */
export const TokenFlag = {
  /** A cardinal number, a time, a date or a long digit string. */
  number: 1,
  /** A rank such as `3rd`. */
  ordinal: 2,
  /** A time of day, written `15:30`. */
  time: 4,
  /** A unit, a currency or `%` standing after its number. */
  unit: 8,
  /** Capitalised where grammar does not ask for it. */
  name: 16,
  /** Two or more letters, all capitals, in a prompt that is not all capitals. */
  acronym: 32,
  /** Path, flag, identifier, address: compared letter by letter, never by meaning. */
  code: 64,
  /** First token of a sentence. */
  sentenceStart: 128,
  /** Last token of a sentence that ends in a question mark. */
  question: 256,
  /** Owner, as in `customer's`. */
  possessive: 512,
  /** Capital letter at the start of a sentence, where it tells nothing by itself. */
  capitalStart: 1024,
  /** Numbers parted by dots, counted part by part: 3.10 comes after 3.9. */
  version: 2048,
  /** First token after a comma, a colon, a dash or a bracket. */
  clauseStart: 4096,
} as const

/** One word of a prompt in canonical spelling: lower case, numbers as digits, units by their short name. */
export interface Token {
  readonly text: string
  /** {@link TokenFlag} bits. */
  readonly flags: number
}
