import { NEGATORS, SCOPE_BREAKS } from './grammar-words.js'

/** Content words that a negator reaches. */
const REACH = 2
/** Tokens behind a comma in which *or* or *nor* shows that a list goes on. */
const LIST_REACH = 4
/** Tokens between *neither* and its *nor*. */
const NOR_REACH = 8

const ADDING = new Set(['only', 'just', 'merely', 'simply', 'solely'])
const FIXED_AFTER_NO = new Set(['matter', 'doubt', 'worries'])
const DO_FORMS = new Set(['do', 'does', 'did'])

/**
 * Tells whether the token at `at` denies something. *Not only*, *whether or not*, *yes or no*, *no matter* do not, and a
 * *nor* behind *neither* or *not* carries that one on.
 */
export function isNegatorAt(texts: readonly string[], at: number): boolean {
  const text = texts[at]!
  if (!NEGATORS.has(text)) return false
  const previous = texts[at - 1]
  const next = texts[at + 1]
  if (text === 'not') {
    if (next !== undefined && ADDING.has(next) && !DO_FORMS.has(previous ?? '')) return false
    return !(previous === 'or' && (next === undefined || texts[at - 2] === 'whether'))
  }
  if (text === 'no')
    return !(FIXED_AFTER_NO.has(next ?? '') || previous === 'yes' || (previous === 'or' && texts[at - 2] === 'yes'))
  if (text !== 'nor') return true
  return !texts.slice(Math.max(0, at - NOR_REACH), at).some((before) => before === 'neither' || before === 'not')
}

/**
 * Marks the tokens that a negator reaches: up to two content words behind it, until the clause ends.
 * `isContent` says which tokens carry topic, `startsSentence` and `startsClause` where a sentence or, after a comma, a clause begins.
 */
export function markNegated(
  texts: readonly string[],
  isContent: (at: number) => boolean,
  startsSentence: (at: number) => boolean,
  startsClause: (at: number) => boolean,
): Uint8Array {
  const negated = new Uint8Array(texts.length)
  for (const [at, text] of texts.entries()) {
    if (text !== 'nor' && !isNegatorAt(texts, at)) continue
    let reached = 0
    for (let next = at + 1; next < texts.length && reached < REACH && !SCOPE_BREAKS.has(texts[next]!); next++) {
      if (startsSentence(next) || (startsClause(next) && !isListed(texts, next))) break
      negated[next] = 1
      if (isContent(next)) reached++
    }
  }
  return negated
}

function isListed(texts: readonly string[], at: number): boolean {
  return texts.slice(at, at + LIST_REACH).some((text) => text === 'or' || text === 'nor')
}
