import { unreadableMarks } from '../security/unreadable-marks.js'
import { MAX_ANALYZED_TOKENS, TAIL_TOKENS } from '../text/analyze-prompt.js'
import { tokenize } from '../text/tokenize.js'

const HEAD_TOKENS = MAX_ANALYZED_TOKENS - TAIL_TOKENS

/** Words around which two others may change places without a change of meaning. */
const LIST_WORDS: ReadonlySet<string> = new Set(['and', 'or'])

/**
 * Tells whether a classifier of words has seen all in which two prompts differ: not symbols, nor characters that do not show,
 * nor the middle of a long prompt, nor surely who does what to whom where two words have changed places.
 */
export function areComparable(asked: string, stored: string): boolean {
  if (unreadableMarks(asked) !== unreadableMarks(stored)) return false
  const [a, b] = [tokenize(asked).map(({ text }) => text), tokenize(stored).map(({ text }) => text)]
  return differWhereRead(a, b) && !exchangeWords(a, b)
}

function differWhereRead(a: readonly string[], b: readonly string[]): boolean {
  if (Math.max(a.length, b.length) <= MAX_ANALYZED_TOKENS || middleOf(a) === middleOf(b)) return true
  const shorter = Math.min(a.length, b.length)
  let before = 0
  while (before < shorter && a[before] === b[before]) before++
  let after = 0
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after++
  const isInHead = Math.max(a.length, b.length) - after <= HEAD_TOKENS
  const isInTail = Math.max(a.length, b.length) - before <= TAIL_TOKENS
  return isInHead || isInTail
}

/** Two words in each other's place and all others in their own: "from A to B", not "A and B". */
function exchangeWords(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  const places = a.flatMap((word, index) => (word === b[index] ? [] : [index]))
  const [first, second] = places
  if (places.length !== 2 || a[first!] !== b[second!] || a[second!] !== b[first!]) return false
  const between = a.slice(first! + 1, second)
  return between.length !== 1 || !LIST_WORDS.has(between[0]!)
}

function middleOf(tokens: readonly string[]): string {
  return tokens.slice(HEAD_TOKENS, Math.max(HEAD_TOKENS, tokens.length - TAIL_TOKENS)).join(' ')
}
