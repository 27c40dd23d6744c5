import { canonicalNumber, clockTime, expandCalendarWord, expandMonth, isMonth, spellDate } from './dates-and-times.js'
import { compoundRankOf, rankOf, readNumberWords, scaleOf, smallNumberOf } from './number-words.js'
import { readAndPart, readFraction } from './read-fraction.js'
import { readFrequency } from './read-frequency.js'
import type { PieceKind } from './scan-words.js'
import { readHalfOfDay, readSpokenTime } from './spoken-time.js'
import { TokenFlag, type Token } from './token.js'
import { findGluedUnit, findUnit } from './units.js'
import { splitVersion, VERSIONED_WORDS } from './versioned-words.js'

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
const CURRENCIES = new Set(['$', '€', '£', '¥'])
const MONEY = new Set(['dollar', 'euro', 'sterling', 'yen', 'rupee', 'cad', 'aud', 'franc'])
/** A word denied by *non*, told by its ending; `nonsense` and `nonprofit` stay whole. */
const NON_WORD = /^non(?=[a-z]{4,30}(?:able|ible|ing|ed|al|ary|ory|ive|ent|ous|ic)$)/
const BEFORE_UNIT = new Set(['a', 'one', 'per', 'each', 'every', 'split', 'last', 'this', 'any', 'half'])
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
      else this.#readCode(word)
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
    if (this.#readSpoken(word)) return
    const spelled =
      (startsNumber(text) && !this.#isPronounOne(text)) || text === 'a' ? readNumberWords(this.#texts, this.#at) : null
    if (spelled !== null) return this.#pushCount(spelled.value, String(spelled.value), word.flags, spelled.length)
    const rank = this.#rankOf(text)
    if (rank !== undefined) return this.#pushRank(rank, word.flags)
    const often = readFrequency(this.#texts, this.#at, this.#tokens.at(-1)?.text)
    if (often !== null) return this.#push(often.text, word.flags, often.length)
    if (text === 'twice' || text === 'thrice') return this.#pushTimes(text === 'twice' ? 2 : 3, word.flags)
    if (text === 'no' && this.#texts[this.#at + 1] === 'one') return this.#push('nobody', word.flags, 2)
    if (text === 'noon' || text === 'midday') return this.#push('12:00', word.flags | TokenFlag.number | TokenFlag.time)
    if (text === 'midnight') return this.#push('0:00', word.flags | TokenFlag.number | TokenFlag.time)
    if (text === 'per' && this.#texts[this.#at + 1] === 'cent') return this.#push('%', word.flags | TokenFlag.unit, 2)
    const non = NON_WORD.test(text)
    if (non) this.#tokens.push({ text: 'non', flags: word.flags })
    if (non) return this.#push(text.slice(3), 0)
    const month =
      (this.#isBesideNumber() ? expandMonth(text) : undefined) ??
      expandCalendarWord(word.original, this.#texts[this.#at - 1], this.#texts[this.#at + 1])
    const unit = findUnit(text, this.#isAfterNumber())
    this.#push(month ?? unit?.name ?? text, word.flags | (unit && this.#isAfterNumber() ? TokenFlag.unit : 0))
  }

  /** Times, fractions and ranks of several words: *quarter past three*, *half an hour*, *an hour and a half*, *twenty first*. */
  #readSpoken(word: Word): boolean {
    const time = readSpokenTime(this.#texts, this.#at)
    if (time !== null) {
      this.#push(time.time, word.flags | TokenFlag.number | TokenFlag.time, time.length)
      return true
    }
    const fraction = readFraction(this.#texts, this.#at)
    if (fraction !== null) {
      this.#pushNumber(fraction.text, word.flags, fraction.length)
      return true
    }
    const next = this.#texts[this.#at + 1] ?? ''
    if (this.#readUnitAndPart(word)) return true
    const rank = compoundRankOf(word.text, next)
    if (rank !== undefined) this.#pushRank(rank, word.flags, 2)
    return rank !== undefined
  }

  /** *an hour and a half*, *8 years and a half*, *the next hour and a half*. */
  #readUnitAndPart(word: Word): boolean {
    const article = word.text === 'a' || word.text === 'an' || word.text === 'one' ? 1 : 0
    const part = readAndPart(this.#texts, this.#at + article + 1)
    const unit = part === null ? undefined : findUnit(this.#texts[this.#at + article] ?? '', true)
    if (part === null || unit === undefined) return false
    const counted = article === 0 && this.#isAfterNumber() ? this.#tokens.at(-1) : undefined
    const count = Number(counted?.text ?? 1)
    if (counted !== undefined && Number.isFinite(count)) this.#tokens.pop()
    this.#tokens.push({
      text: String((Number.isFinite(count) ? count : 1) + part.value),
      flags: (counted?.flags ?? word.flags) | TokenFlag.number,
    })
    this.#push(unit.name, TokenFlag.unit, article + 1 + part.length)
    return true
  }

  /** Pushes a whole number that took `length` words, with what follows it: *o'clock*, *pm*, *and a half*, a scale. */
  #pushCount(value: number, text: string, flags: number, length: number): void {
    const half = readHalfOfDay(this.#texts, this.#at + length)
    if (half?.half === null) return this.#pushNumber(text, flags, length + half.length)
    const time = half && Number.isInteger(value) ? clockTime(text, half.half) : null
    if (time !== null && (half!.length === 1 || value <= 12))
      return this.#push(time, flags | TokenFlag.number | TokenFlag.time, length + half!.length)
    const part = readAndPart(this.#texts, this.#at + length)
    if (part !== null) return this.#pushNumber(String(value + part.value), flags, length + part.length)
    if (value === 2 && this.#texts[this.#at + length] === 'times') return this.#pushTimes(2, flags, length + 1)
    this.#pushNumber(text, flags, length)
  }

  /** *twice* is two times, so that it can be told from three times. */
  #pushTimes(count: number, flags: number, length = 1): void {
    this.#tokens.push({ text: String(count), flags: flags | TokenFlag.number })
    this.#push('times', TokenFlag.unit, length)
  }

  /** Code stays as it is, save a version or a fiscal year glued to its name. */
  #readCode(word: Word): void {
    const year = /^fy(?:20)?(\d\d)$/.exec(word.text)
    if (year !== null) {
      this.#tokens.push(
        { text: 'fiscal', flags: word.flags & ~(TokenFlag.code | TokenFlag.question) },
        { text: 'year', flags: 0 },
      )
      return this.#pushNumber(`20${year[1]!}`, 0, 1)
    }
    const split = splitVersion(word.text)
    if (split === null) return this.#push(word.text, word.flags)
    const isNamed = split.name === 'version' && this.#tokens.at(-1)?.text === 'version'
    if (!isNamed) this.#tokens.push({ text: split.name, flags: word.flags & ~(TokenFlag.code | TokenFlag.question) })
    this.#push(split.version, TokenFlag.number | TokenFlag.version)
  }

  #readNumber(word: Word, extraFlags: number): void {
    const flags = word.flags | extraFlags
    const ranked = RANK_SUFFIX.exec(word.text)
    if (ranked) return this.#pushRank(Number(ranked[1]), flags)
    const next = this.#texts[this.#at + 1]
    const suffixed = NUMBER_WITH_SUFFIX.exec(word.text)
    if (suffixed) return this.#readSuffixed(word, suffixed[1] as string, suffixed[2] as string, flags)
    if (/\p{L}/u.test(word.text)) return this.#push(word.text, flags | TokenFlag.code)
    if (/^\d+(?:\.\d+){2,}$/.test(word.text)) return this.#push(word.text, flags | TokenFlag.number | TokenFlag.version)
    if (/^\d+\.\d+$/.test(word.text) && VERSIONED_WORDS.has(this.#tokens.at(-1)?.text ?? '')) {
      return this.#push(word.text, flags | TokenFlag.number | TokenFlag.version)
    }
    if (/^\d+\/\d+$/.test(word.text)) return this.#pushNumber(plainFraction(word.text), flags, 1)
    const mixed = /^\d+$/.test(word.text) && next !== undefined ? mixedPart(next) : null
    if (mixed !== null) return this.#pushNumber(String(Number(word.text) + mixed), flags, 2)
    const time = readSpokenTime(this.#texts, this.#at)
    if (time !== null) return this.#push(time.time, flags | TokenFlag.number | TokenFlag.time, time.length)
    const scale = next === undefined ? undefined : next === 'k' ? 1000 : scaleOf(next)
    if (scale !== undefined) return this.#pushNumber(scaleNumber(word.text, scale), flags, 2)
    const text = canonicalNumber(word.text)
    this.#pushCount(Number(text), text, flags, 1)
  }

  /** A number with letters glued to it: time, scale, unit, or a name such as `2fa`. */
  #readSuffixed(word: Word, digits: string, suffix: string, flags: number): void {
    if (suffix === 'am' || suffix === 'pm') {
      const time = clockTime(digits, suffix)
      if (time !== null) return this.#push(time, flags | TokenFlag.number | TokenFlag.time)
    }
    const scale = this.#gluedScale(word, suffix)
    if (scale !== undefined) return this.#pushNumber(scaleNumber(digits, scale), flags, 1)
    if (suffix === 's' && /^(?:\d{3}|\d)0$/.test(digits)) {
      const isCentury20 = digits.length === 2 && Number(digits) >= 30 && this.#texts[this.#at - 1] === 'the'
      return this.#push(`${isCentury20 ? '19' : ''}${digits}s`, flags | TokenFlag.number)
    }
    if (/^e\d/.test(suffix)) return this.#push(word.text, flags | TokenFlag.code)
    const unit = suffix === 'x' ? { name: 'times' } : findGluedUnit(suffix)
    if (unit === undefined) return this.#push(word.text, flags | TokenFlag.code)
    this.#tokens.push({ text: canonicalNumber(digits), flags: (flags & ~TokenFlag.question) | TokenFlag.number })
    this.#push(unit.name, TokenFlag.unit)
  }

  /** `k`, `M`, `bn`; a small `m` or `b` counts money only: `$5m`, `5m dollars`. */
  #gluedScale(word: Word, suffix: string): number | undefined {
    if (suffix === 'k') return 1e3
    if (suffix === 'mn' || (suffix === 'm' && word.original.endsWith('M'))) return 1e6
    if (suffix === 'bn' || (suffix === 'b' && word.original.endsWith('B'))) return 1e9
    const next = findUnit(this.#texts[this.#at + 1] ?? '', true)
    const isMoney = CURRENCIES.has(this.#texts[this.#at - 1] ?? '') || (next !== undefined && MONEY.has(next.dimension))
    return isMoney && suffix === 'm' ? 1e6 : isMoney && suffix === 'b' ? 1e9 : undefined
  }

  #readTime(word: Word): void {
    const match = /^(\d{1,2}:\d{2}(?::\d{2})?)\s?(?:([ap])\.?m)?/.exec(word.text)
    const after = match?.[2] === undefined ? readHalfOfDay(this.#texts, this.#at + 1) : null
    const half = match?.[2] === 'a' ? 'am' : match?.[2] === 'p' ? 'pm' : (after?.half ?? null)
    const time = match ? clockTime(match[1]!, half) : null
    this.#push(time ?? word.text, word.flags | TokenFlag.number | TokenFlag.time, 1 + (time === null ? 0 : (after?.length ?? 0)))
  }

  #readDate(word: Word): void {
    const spelled = spellDate({ text: word.text, kind: word.kind })
    if (spelled === null) return this.#push(word.text, word.flags | TokenFlag.number)
    if (spelled.length === 1) return this.#pushNumber(spelled[0]!, word.flags, 1)
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
  #pushRank(rank: number, flags: number, length = 1): void {
    const previous = this.#tokens.at(-1)?.text
    const next = this.#texts[this.#at + length]
    if (next === 'quarter' && rank <= 4) return this.#push(`q${rank}`, flags | TokenFlag.code, length + 1)
    const after = next === 'of' ? this.#texts[this.#at + length + 1] : next
    const isDay = (previous !== undefined && isMonth(previous)) || (after !== undefined && isMonth(expandMonth(after) ?? after))
    if (isDay && rank <= 31) return this.#pushNumber(String(rank), flags, next === 'of' ? length + 1 : length)
    this.#push(`${rank}${rankEnding(rank)}`, flags | TokenFlag.ordinal, length)
  }

  /** *second* is a unit of time behind *a*, *per*, *every* and at the end; elsewhere it is a rank. */
  #rankOf(text: string): number | undefined {
    const rank = rankOf(text)
    if (rank !== 2) return rank
    const isLast = this.#at + 1 === this.#words.length
    return this.#isAfterNumber() ||
      BEFORE_UNIT.has(this.#texts[this.#at - 1] ?? '') ||
      (isLast && this.#texts[this.#at - 1] !== 'the')
      ? undefined
      : 2
  }

  /** *one* stands for a number only before a unit or a larger number word; alone it may be a pronoun. */
  #isPronounOne(text: string): boolean {
    if (text !== 'one') return false
    const next = this.#texts[this.#at + 1]
    return (
      next === undefined ||
      (scaleOf(next) === undefined && findUnit(next, true) === undefined && readAndPart(this.#texts, this.#at + 1) === null)
    )
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

/** `03/05` → `3/5`. */
function plainFraction(text: string): string {
  return text.split('/').map(Number).join('/')
}

/** What a fraction adds to the whole number before it, as in *2 1/2*; null for other words. */
function mixedPart(text: string): number | null {
  const match = /^([1-9])\/([23458])$/.exec(text)
  return match !== null && Number(match[1]) < Number(match[2]) ? Number(match[1]) / Number(match[2]) : null
}

function rankEnding(rank: number): string {
  const lastTwo = rank % 100
  if (lastTwo >= 11 && lastTwo <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'
}
