import { expandMonth, isMonth } from './dates-and-times.js'
import { rankOf } from './number-words.js'
import { TokenFlag } from './token.js'
import type { TokenReader } from './token-reader.js'

/** Words behind which *second* is a unit of time. */
const BEFORE_UNIT = new Set(['a', 'one', 'per', 'each', 'every', 'split', 'last', 'this', 'any', 'half'])

/** Pushes a rank of `length` words: days of a month lose their ending (*March 3rd* is *March 3*), quarters become `q3`. */
export function pushRank(reader: TokenReader, rank: number, flags: number, length = 1): void {
  const previous = reader.lastToken?.text
  const next = reader.peek(length)
  if (next === 'quarter' && rank <= 4) return reader.push(`q${rank}`, flags | TokenFlag.code, length + 1)
  const after = next === 'of' ? reader.peek(length + 1) : next
  const isDay = (previous !== undefined && isMonth(previous)) || (after !== undefined && isMonth(expandMonth(after) ?? after))
  if (isDay && rank <= 31) return reader.pushNumber(String(rank), flags, next === 'of' ? length + 1 : length)
  reader.push(`${rank}${endingOf(rank)}`, flags | TokenFlag.ordinal, length)
}

/** Rank of the word at hand; *second* is a unit of time behind *a*, *per*, *every* and at the end, elsewhere a rank. */
export function rankAt(reader: TokenReader): number | undefined {
  const rank = rankOf(reader.peek(0)!)
  if (rank !== 2) return rank
  const previous = reader.peek(-1) ?? ''
  const isLast = reader.peek(1) === undefined
  return reader.isAfterNumber() || BEFORE_UNIT.has(previous) || (isLast && previous !== 'the') ? undefined : rank
}

function endingOf(rank: number): string {
  const lastTwo = rank % 100
  if (lastTwo >= 11 && lastTwo <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th'
}
