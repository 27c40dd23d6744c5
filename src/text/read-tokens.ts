import { canonicalNumber, clockTime, expandMonth, isMonth, spellDate } from './dates-and-times.js'
import { rankOf, readNumberWords, scaleOf, smallNumberOf } from './number-words.js'
import type { PieceKind } from './scan-words.js'
import { TokenFlag, type Token } from './token.js'
import { findGluedUnit, findUnit } from './units.js'

/** A word on its way to becoming a token: lower case, contractions already expanded. */
export interface Word {
  readonly text: string
  /** As written, for suffixes whose case matters (`5M` is millions, `5m` metres). */
  readonly original: string
  readonly kind: PieceKind
  flags: number
}

const RANK_SUFFIX = /^(\d+)(?:st|nd|rd|th)$/
const NUMBER_WITH_SUFFIX = /^(-?\d+(?:[.,]\d+)*)(\p{L}+)$/u
const HALF_OF_DAY = /^([ap])\.?m\.?$/
const CURRENCIES = new Set(['$', '€', '£', '¥'])
const SYMBOL_WORDS: Readonly<Record<string, string>> = { '&': 'and', '==': '=' }

/** Turns words into tokens: numbers, ordinals, dates, times, units and currencies take their canonical form. */
export function readTokens(words: readonly Word[]): Token[] {
  const reader = new TokenReader(words)
  return reader.read()
}

class TokenReader {
  readonly #words: readonly Word[]
  readonly #texts: readonly string[]
  readonly #tokens: Token[] = []
  #at = 0

  constructor(words: readonly Word[]) {
    this.#words = words
    this.#texts = words.map((word) => word.text)
  }

  read(): Token[] {
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at] as Word
      if (word.kind === 'word') this.#readWord(word)
      else if (word.kind === 'number') this.#readNumber(word, 0)
      else if (word.kind === 'time') this.#readTime(word)
      else if (word.kind === 'symbol') this.#readSymbol(word)
      else if (word.kind === 'isoDate' || word.kind === 'slashDate') this.#readDate(word)
      else this.#push(word.text, word.flags)
    }
    return this.#tokens
  }

  /** Adds a token and moves on by `length` words; a question mark after the last of them is kept. */
  #push(text: string, flags: number, length = 1): void {
    const last = this.#words[this.#at + length - 1]
    this.#at += length
    this.#tokens.push({ text, flags: flags | ((last?.flags ?? 0) & TokenFlag.question) })
  }

  #readWord(word: Word): void {
    const text = word.text
    if (text === 'half' && this.#readHalf(word)) return
    const spelled = startsNumber(text) && !this.#isPronounOne(text) ? readNumberWords(this.#texts, this.#at) : null
    if (spelled !== null) return this.#pushNumber(String(spelled.value), word.flags, spelled.length)
    if (text === 'a' && this.#texts[this.#at + 1] === 'dozen') return this.#pushNumber('12', word.flags, 2)
    if (text === 'a' && (this.#texts[this.#at + 1] === 'hundred' || this.#texts[this.#at + 1] === 'thousand')) {
      return this.#pushNumber(String(scaleOf(this.#texts[this.#at + 1] as string)), word.flags, 2)
    }
    const rank = this.#rankOf(text)
    if (rank !== undefined) return this.#pushRank(rank, word.flags)
    if (text === 'noon' || text === 'midday') return this.#push('12:00', word.flags | TokenFlag.number | TokenFlag.time)
    if (text === 'midnight') return this.#push('0:00', word.flags | TokenFlag.number | TokenFlag.time)
    if (text === 'per' && this.#texts[this.#at + 1] === 'cent') return this.#push('%', word.flags | TokenFlag.unit, 2)
    const month = this.#isBesideNumber() ? expandMonth(text) : undefined
    const unit = findUnit(text, this.#isAfterNumber())
    this.#push(month ?? unit?.name ?? text, word.flags | (unit && this.#isAfterNumber() ? TokenFlag.unit : 0))
  }

  /** *half an hour*, *half a day*: a number and a unit. */
  #readHalf(word: Word): boolean {
    const article = this.#texts[this.#at + 1]
    if ((article !== 'a' && article !== 'an') || findUnit(this.#texts[this.#at + 2] ?? '', true) === undefined) return false
    this.#pushNumber('0.5', word.flags, 2)
    return true
  }

  #readNumber(word: Word, extraFlags: number): void {
    const flags = word.flags | extraFlags
    const ranked = RANK_SUFFIX.exec(word.text)
    if (ranked) return this.#pushRank(Number(ranked[1]), flags)
    const next = this.#texts[this.#at + 1]
    const half = next === undefined ? null : HALF_OF_DAY.exec(next)
    const suffixed = NUMBER_WITH_SUFFIX.exec(word.text)
    if (suffixed) return this.#readSuffixed(word, suffixed[1] as string, suffixed[2] as string, flags)
    if (/\p{L}/u.test(word.text)) return this.#push(word.text, flags | TokenFlag.code)
    if (/^\d+\.\d+\.\d/.test(word.text)) return this.#push(word.text, flags | TokenFlag.number)
    if (half || next === 'oclock') {
      const time = clockTime(word.text, half ? (half[1] === 'a' ? 'am' : 'pm') : null)
      if (time !== null) return this.#push(half ? time : canonicalNumber(word.text), flags | TokenFlag.number | TokenFlag.time, 2)
    }
    const scale = next === undefined ? undefined : next === 'k' ? 1000 : scaleOf(next)
    if (scale !== undefined) return this.#pushNumber(scaleNumber(word.text, scale), flags, 2)
    this.#pushNumber(canonicalNumber(word.text), flags, 1)
  }

  /** A number with letters glued to it: time, scale, unit, or a name such as `2fa`. */
  #readSuffixed(word: Word, digits: string, suffix: string, flags: number): void {
    if (suffix === 'am' || suffix === 'pm') {
      const time = clockTime(digits, suffix)
      if (time !== null) return this.#push(time, flags | TokenFlag.number | TokenFlag.time)
    }
    const isMillions = suffix === 'mn' || word.original.endsWith('M')
    const scale = suffix === 'k' ? 1e3 : isMillions && suffix.length <= 2 && suffix !== 'mm' ? 1e6 : suffix === 'bn' ? 1e9 : undefined
    if (scale !== undefined) return this.#pushNumber(scaleNumber(digits, scale), flags, 1)
    if (suffix === 's' && /^\d{2,4}0$|^\d0$/.test(digits)) return this.#push(`${digits}s`, flags | TokenFlag.number)
    const unit = suffix === 'x' ? { name: 'times' } : findGluedUnit(suffix)
    if (unit === undefined) return this.#push(word.text, flags | TokenFlag.code)
    this.#tokens.push({ text: canonicalNumber(digits), flags: flags | TokenFlag.number })
    this.#push(unit.name, TokenFlag.unit)
  }

  #readTime(word: Word): void {
    const match = /^(\d{1,2}:\d{2})(?::\d{2})?\s?(?:([ap])\.?m)?/.exec(word.text)
    const next = this.#texts[this.#at + 1]
    const after = next === undefined ? null : HALF_OF_DAY.exec(next)
    const letter = match?.[2] ?? after?.[1]
    const half = letter === 'a' ? 'am' : letter === 'p' ? 'pm' : null
    const time = match ? clockTime(match[1] as string, half) : null
    const length = match?.[2] === undefined && after ? 2 : 1
    this.#push(time ?? word.text, word.flags | TokenFlag.number | TokenFlag.time, length)
  }

  #readDate(word: Word): void {
    const spelled = spellDate({ text: word.text, kind: word.kind })
    if (spelled === null) return this.#push(word.text, word.flags | TokenFlag.number)
    const [month, day, year] = spelled as [string, string, string]
    this.#tokens.push({ text: month, flags: word.flags & ~TokenFlag.question }, { text: day, flags: TokenFlag.number })
    this.#push(year, TokenFlag.number)
  }

  /** A currency before its number moves behind it, as it is spoken: `$20` → 20 $. */
  #readSymbol(word: Word): void {
    const next = this.#words[this.#at + 1]
    if (CURRENCIES.has(word.text) && next?.kind === 'number') {
      this.#at++
      this.#readNumber(next, word.flags & TokenFlag.sentenceStart)
      this.#tokens.push({ text: word.text, flags: TokenFlag.unit })
      return
    }
    const isUnit = this.#isAfterNumber() && (word.text === '%' || CURRENCIES.has(word.text))
    this.#push(SYMBOL_WORDS[word.text] ?? word.text, word.flags | (isUnit ? TokenFlag.unit : 0))
  }

  #pushNumber(text: string, flags: number, length: number): void {
    this.#push(text, flags | TokenFlag.number, length)
  }

  /** Days of a month lose their ending (*March 3rd* is *March 3*), other ranks keep it. */
  #pushRank(rank: number, flags: number): void {
    const previous = this.#tokens.at(-1)?.text
    const next = this.#texts[this.#at + 1]
    const after = next === 'of' ? this.#texts[this.#at + 2] : next
    const isDay = (previous !== undefined && isMonth(previous)) || (after !== undefined && isMonth(expandMonth(after) ?? after))
    if (isDay && rank <= 31) return this.#pushNumber(String(rank), flags, next === 'of' ? 2 : 1)
    this.#push(`${rank}${rankEnding(rank)}`, flags | TokenFlag.ordinal)
  }

  /** *second* is a rank only behind a word that points; elsewhere it is a unit of time. */
  #rankOf(text: string): number | undefined {
    const rank = rankOf(text)
    if (rank !== 2) return rank
    const previous = this.#texts[this.#at - 1]
    return previous === 'the' || previous === 'my' || previous === 'your' || previous === 'his' || previous === 'her' ? 2 : undefined
  }

  /** *one* stands for a number only before a unit or a larger number word; alone it may be a pronoun. */
  #isPronounOne(text: string): boolean {
    if (text !== 'one') return false
    const next = this.#texts[this.#at + 1]
    return next === undefined || (scaleOf(next) === undefined && findUnit(next, true) === undefined)
  }

  #isAfterNumber(): boolean {
    return ((this.#tokens.at(-1)?.flags ?? 0) & TokenFlag.number) !== 0
  }

  #isBesideNumber(): boolean {
    return this.#isAfterNumber() || this.#words[this.#at + 1]?.kind === 'number'
  }
}

function startsNumber(text: string): boolean {
  return smallNumberOf(text) !== undefined
}

function scaleNumber(digits: string, scale: number): string {
  const value = Number(canonicalNumber(digits)) * scale
  return Number.isFinite(value) ? String(Number(value.toFixed(6))) : digits
}

function rankEnding(rank: number): string {
  const lastTwo = rank % 100
  if (lastTwo >= 11 && lastTwo <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'
}
