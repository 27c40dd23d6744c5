import { NEGATORS, SCOPE_BREAKS } from './grammar-words.js'

/** Content words that a negator reaches. */
const REACH = 2

/**
 * Marks the tokens that a negator reaches: up to two content words behind it, until the clause ends.
 * `isContent` says which tokens carry topic.
 */
export function markNegated(texts: readonly string[], isContent: (at: number) => boolean): Uint8Array {
  const negated = new Uint8Array(texts.length)
  for (const [at, text] of texts.entries()) {
    if (!NEGATORS.has(text)) continue
    let reached = 0
    for (let next = at + 1; next < texts.length && reached < REACH && !SCOPE_BREAKS.has(texts[next]!); next++) {
      negated[next] = 1
      if (isContent(next)) reached++
    }
  }
  return negated
}
