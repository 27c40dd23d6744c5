import { canonicalNumber, clockTime } from './dates-and-times.js'
import { scaleOf } from './number-words.js'
import { pushCount } from './read-counts.js'
import { pushRank } from './read-ranks.js'
import { readSpokenTime } from './spoken-time.js'
import { TokenFlag } from './token.js'
import type { TokenReader, Word } from './token-reader.js'
import { CURRENCY_SYMBOLS, findGluedUnit, findUnit, isMoney } from './units.js'
import { VERSIONED_WORDS } from './versioned-words.js'

const RANK_SUFFIX = /^(\d+)(?:st|nd|rd|th)$/
const NUMBER_WITH_SUFFIX = /^(-?\d+(?:[.,]\d+)*)(\p{L}+)$/u

/** Reads a word that starts with a digit: number, rank, version, fraction, time, amount. */
export function readNumber(reader: TokenReader, word: Word, extraFlags = 0): void {
  const { text } = word
  const flags = word.flags | extraFlags
  const ranked = RANK_SUFFIX.exec(text)
  if (ranked) return pushRank(reader, Number(ranked[1]), flags)
  const suffixed = NUMBER_WITH_SUFFIX.exec(text)
  if (suffixed) return readSuffixed(reader, word, suffixed[1]!, suffixed[2]!, flags)
  if (/\p{L}/u.test(text)) return reader.push(text, flags | TokenFlag.code)
  const isVersion =
    /^\d+(?:\.\d+){2,}$/.test(text) || (/^\d+\.\d+$/.test(text) && VERSIONED_WORDS.has(reader.lastToken?.text ?? ''))
  if (isVersion) return reader.push(text, flags | TokenFlag.number | TokenFlag.version)
  if (/^\d+\/\d+$/.test(text)) return reader.pushNumber(plainFraction(text), flags, 1)
  const next = reader.peek(1)
  const mixed = /^\d+$/.test(text) && next !== undefined ? mixedPart(next) : null
  if (mixed !== null) return reader.pushNumber(String(Number(text) + mixed), flags, 2)
  const time = readSpokenTime(reader.texts, reader.at)
  if (time !== null) return reader.pushTime(time.time, flags, time.length)
  const scale = next === undefined ? undefined : next === 'k' ? 1000 : scaleOf(next)
  if (scale !== undefined) return reader.pushNumber(scaleNumber(text, scale), flags, 2)
  const plain = canonicalNumber(text)
  pushCount(reader, Number(plain), plain, flags, 1)
}

/** A number with letters glued to it: time, scale, decade, unit, or a name such as `2fa`. */
function readSuffixed(reader: TokenReader, word: Word, digits: string, suffix: string, flags: number): void {
  if (suffix === 'am' || suffix === 'pm') {
    const time = clockTime(digits, suffix)
    if (time !== null) return reader.pushTime(time, flags)
  }
  const scale = gluedScale(reader, word, suffix)
  if (scale !== undefined) return reader.pushNumber(scaleNumber(digits, scale), flags, 1)
  if (suffix === 's' && /^(?:\d{3}|\d)0$/.test(digits)) {
    const isOfLastCentury = digits.length === 2 && Number(digits) >= 30 && reader.peek(-1) === 'the'
    return reader.pushNumber(`${isOfLastCentury ? '19' : ''}${digits}s`, flags, 1)
  }
  const unit = suffix === 'x' ? { name: 'times' } : findGluedUnit(suffix)
  if (unit === undefined) return reader.push(word.text, flags | TokenFlag.code)
  reader.pushPart(canonicalNumber(digits), (flags & ~TokenFlag.question) | TokenFlag.number)
  reader.push(unit.name, TokenFlag.unit)
}

/** `k`, `M`, `bn`; a small `m` or `b` counts money only: `$5m`, `5m dollars`. */
function gluedScale(reader: TokenReader, word: Word, suffix: string): number | undefined {
  if (suffix === 'k') return 1e3
  if (suffix === 'mn' || (suffix === 'm' && word.original.endsWith('M'))) return 1e6
  if (suffix === 'bn' || (suffix === 'b' && word.original.endsWith('B'))) return 1e9
  if (suffix !== 'm' && suffix !== 'b') return undefined
  const next = findUnit(reader.peek(1) ?? '', true)
  const isOfMoney = CURRENCY_SYMBOLS.has(reader.peek(-1) ?? '') || (next !== undefined && isMoney(next))
  return isOfMoney ? (suffix === 'm' ? 1e6 : 1e9) : undefined
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
