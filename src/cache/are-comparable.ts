import { unreadableMarks } from '../security/unreadable-marks.js'
import { MAX_ANALYZED_TOKENS, TAIL_TOKENS } from '../text/analyze-prompt.js'
import { tokenize } from '../text/tokenize.js'

const HEAD_TOKENS = MAX_ANALYZED_TOKENS - TAIL_TOKENS

/**
 * Tells whether a classifier of words has seen all in which two prompts differ: not symbols, nor characters that do not show,
 * nor the middle of a long prompt.
 */
export function areComparable(asked: string, stored: string): boolean {
  return unreadableMarks(asked) === unreadableMarks(stored) && differWhereRead(asked, stored)
}

function differWhereRead(asked: string, stored: string): boolean {
  // No token is shorter than a character.
  if (Math.max(asked.length, stored.length) <= MAX_ANALYZED_TOKENS) return true
  const [a, b] = [tokenize(asked).map(({ text }) => text), tokenize(stored).map(({ text }) => text)]
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

function middleOf(tokens: readonly string[]): string {
  return tokens.slice(HEAD_TOKENS, Math.max(HEAD_TOKENS, tokens.length - TAIL_TOKENS)).join(' ')
}
