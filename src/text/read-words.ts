import { expandCalendarWord, expandMonth } from './dates-and-times.js'
import { compoundRankOf, readNumberWords, scaleOf, smallNumberOf } from './number-words.js'
import { pushCount, pushTimes, readUnitAndPart } from './read-counts.js'
import { readAndPart, readFraction } from './read-fraction.js'
import { readFrequency } from './read-frequency.js'
import { pushRank, rankAt } from './read-ranks.js'
import { readSpokenTime } from './spoken-time.js'
import { TokenFlag } from './token.js'
import type { TokenReader, Word } from './token-reader.js'
import { findUnit } from './units.js'

/** A word denied by *non*, told by its ending; `nonsense` and `nonprofit` stay whole. */
const NON_WORD = /^non(?=[a-z]{4,30}(?:able|ible|ing|ed|al|ary|ory|ive|ent|ous|ic)$)/

/** Reads a word of letters: numbers, ranks, times and frequencies in words, months, weekdays and units by their usual name. */
export function readWord(reader: TokenReader, word: Word): void {
  const { text, flags } = word
  if (readSpokenAmount(reader, word)) return
  const startsNumber = (smallNumberOf(text) !== undefined && !isPronounOne(reader, text)) || text === 'a'
  const spelled = startsNumber ? readNumberWords(reader.texts, reader.at) : null
  if (spelled !== null) return pushCount(reader, spelled.value, String(spelled.value), flags, spelled.length)
  const rank = rankAt(reader)
  if (rank !== undefined) return pushRank(reader, rank, flags)
  const often = readFrequency(reader.texts, reader.at, reader.lastToken?.text)
  if (often !== null) return reader.push(often.text, flags, often.length)
  if (text === 'twice' || text === 'thrice') return pushTimes(reader, text === 'twice' ? 2 : 3, flags)
  if (text === 'no' && reader.peek(1) === 'one') return reader.push('nobody', flags, 2)
  if (text === 'noon' || text === 'midday') return reader.pushTime('12:00', flags)
  if (text === 'midnight') return reader.pushTime('0:00', flags)
  if (text === 'per' && reader.peek(1) === 'cent') return reader.push('%', flags | TokenFlag.unit, 2)
  if (NON_WORD.test(text)) {
    reader.pushPart('non', flags)
    return reader.push(text.slice(3), 0)
  }
  readName(reader, word)
}

/** Times, fractions, amounts and ranks of several words: *quarter past three*, *half an hour*, *twenty first*. */
function readSpokenAmount(reader: TokenReader, word: Word): boolean {
  const before = reader.at
  const time = readSpokenTime(reader.texts, reader.at)
  if (time !== null) reader.pushTime(time.time, word.flags, time.length)
  else {
    const fraction = readFraction(reader.texts, reader.at)
    if (fraction !== null) reader.pushNumber(fraction.text, word.flags, fraction.length)
    else if (!readUnitAndPart(reader, word)) {
      const rank = compoundRankOf(word.text, reader.peek(1) ?? '')
      if (rank !== undefined) pushRank(reader, rank, word.flags, 2)
    }
  }
  return reader.at > before
}

/** Months, weekdays and units by their usual name, other words as they are. */
function readName(reader: TokenReader, { text, original, flags }: Word): void {
  const month = reader.isBesideNumber() ? expandMonth(text) : undefined
  const name = month ?? expandCalendarWord(original, reader.peek(-1), reader.peek(1))
  const isCounted = reader.isAfterNumber()
  const unit = findUnit(text, isCounted)
  reader.push(name ?? unit?.name ?? text, flags | (unit && isCounted ? TokenFlag.unit : 0))
}

/** *one* stands for a number only before a unit or a larger number word; alone it may be a pronoun. */
function isPronounOne(reader: TokenReader, text: string): boolean {
  if (text !== 'one') return false
  const next = reader.peek(1)
  return (
    next === undefined ||
    (scaleOf(next) === undefined && findUnit(next, true) === undefined && readAndPart(reader.texts, reader.at + 1) === null)
  )
}
