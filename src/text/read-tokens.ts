import { clockTime, spellDate } from './dates-and-times.js'
import { readNumber } from './read-numbers.js'
import { readWord } from './read-words.js'
import { readHalfOfDay } from './spoken-time.js'
import { TokenFlag, type Token } from './token.js'
import { TokenReader, type Word } from './token-reader.js'
import { CURRENCY_SYMBOLS } from './units.js'
import { splitVersion } from './versioned-words.js'

const SYMBOL_WORDS: Readonly<Record<string, string>> = { '&': 'and', '==': '=' }

/** Turns words into tokens: numbers, ordinals, dates, times, units and currencies take their canonical form. */
export function readTokens(words: readonly Word[]): Token[] {
  const reader = new TokenReader(words)
  while (!reader.isAtEnd) {
    const word = words[reader.at]!
    if (word.kind === 'word') readWord(reader, word)
    else if (word.kind === 'number') readNumber(reader, word)
    else if (word.kind === 'time') readTime(reader, word)
    else if (word.kind === 'symbol') readSymbol(reader, word)
    else if (word.kind === 'isoDate' || word.kind === 'slashDate') readDate(reader, word)
    else readCode(reader, word)
  }
  return reader.tokens
}

function readTime(reader: TokenReader, word: Word): void {
  const match = /^(\d{1,2}:\d{2}(?::\d{2})?)\s?(?:([ap])\.?m)?/.exec(word.text)
  const after = match?.[2] === undefined ? readHalfOfDay(reader.texts, reader.at + 1) : null
  const half = match?.[2] === 'a' ? 'am' : match?.[2] === 'p' ? 'pm' : (after?.half ?? null)
  const time = match ? clockTime(match[1]!, half) : null
  reader.pushTime(time ?? word.text, word.flags, 1 + (time === null ? 0 : (after?.length ?? 0)))
}

function readDate(reader: TokenReader, word: Word): void {
  const spelled = spellDate({ text: word.text, kind: word.kind })
  if (spelled === null) return reader.pushNumber(word.text, word.flags, 1)
  if (spelled.length === 1) return reader.pushNumber(spelled[0]!, word.flags, 1)
  const [month, day, year] = spelled as [string, string, string]
  reader.pushPart(month, word.flags & ~TokenFlag.question)
  reader.pushPart(day, TokenFlag.number)
  reader.pushNumber(year, 0, 1)
}

/** A currency before its number moves behind it, as it is spoken: `$20` → 20 $. */
function readSymbol(reader: TokenReader, word: Word): void {
  const next = reader.words[reader.at + 1]
  const isCurrency = CURRENCY_SYMBOLS.has(word.text)
  if (isCurrency && next?.kind === 'number') {
    reader.at++
    readNumber(reader, next, word.flags & TokenFlag.sentenceStart)
    reader.pushPart(word.text, TokenFlag.unit)
    return
  }
  const isUnit = reader.isAfterNumber() && (word.text === '%' || isCurrency)
  reader.push(SYMBOL_WORDS[word.text] ?? word.text, word.flags | (isUnit ? TokenFlag.unit : 0))
}

/** Code stays as it is, save a version or a fiscal year glued to its name. */
function readCode(reader: TokenReader, word: Word): void {
  const nameFlags = word.flags & ~(TokenFlag.code | TokenFlag.question)
  const year = /^fy(?:20)?(\d\d)$/.exec(word.text)
  if (year !== null) {
    reader.pushPart('fiscal', nameFlags)
    reader.pushPart('year', 0)
    return reader.pushNumber(`20${year[1]!}`, 0, 1)
  }
  const split = splitVersion(word.text)
  if (split === null) return reader.push(word.text, word.flags)
  const isNamed = split.name === 'version' && reader.lastToken?.text === 'version'
  if (!isNamed) reader.pushPart(split.name, nameFlags)
  reader.push(split.version, TokenFlag.number | TokenFlag.version)
}
