import { clockTime } from './dates-and-times.js'
import { readAndPart } from './read-fraction.js'
import { readHalfOfDay } from './spoken-time.js'
import { TokenFlag } from './token.js'
import type { TokenReader, Word } from './token-reader.js'
import { findUnit } from './units.js'

/** Pushes a number that took `length` words, with what follows it: *o'clock*, *pm*, *and a half*, *times*. */
export function pushCount(reader: TokenReader, value: number, text: string, flags: number, length: number): void {
  const half = readHalfOfDay(reader.texts, reader.at + length)
  if (half?.half === null) return reader.pushNumber(text, flags, length + half.length)
  const time = half && Number.isInteger(value) ? clockTime(text, half.half) : null
  if (time !== null && (half!.length === 1 || value <= 12)) return reader.pushTime(time, flags, length + half!.length)
  const part = readAndPart(reader.texts, reader.at + length)
  if (part !== null) return reader.pushNumber(String(value + part.value), flags, length + part.length)
  if (value === 2 && reader.peek(length) === 'times') return pushTimes(reader, 2, flags, length + 1)
  reader.pushNumber(text, flags, length)
}

/** Pushes *twice* as two times, so that it can be told from three times. */
export function pushTimes(reader: TokenReader, count: number, flags: number, length = 1): void {
  reader.pushPart(String(count), flags | TokenFlag.number)
  reader.push('times', TokenFlag.unit, length)
}

/** Reads *an hour and a half*, *8 years and a half*, *the next hour and a half*; false if none stands here. */
export function readUnitAndPart(reader: TokenReader, word: Word): boolean {
  const article = word.text === 'a' || word.text === 'an' || word.text === 'one' ? 1 : 0
  const part = readAndPart(reader.texts, reader.at + article + 1)
  const unit = part === null ? undefined : findUnit(reader.peek(article) ?? '', true)
  if (part === null || unit === undefined) return false
  const counted = article === 0 && reader.isAfterNumber() ? reader.lastToken : undefined
  const count = Number(counted?.text ?? 1)
  const isPlain = Number.isFinite(count)
  if (counted !== undefined && isPlain) reader.tokens.pop()
  reader.pushPart(String((isPlain ? count : 1) + part.value), (counted?.flags ?? word.flags) | TokenFlag.number)
  reader.push(unit.name, TokenFlag.unit, article + 1 + part.length)
  return true
}
