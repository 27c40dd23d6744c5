import { fnv1a } from './fnv1a.js'
import type { LexicalVector } from './lexical-vector.js'
import type { Lexicon } from './lexicon.js'
import { STOP_WORDS } from './stop-words.js'
import { tokenize } from './tokenize.js'

/** Share of its weight that a stop word keeps. */
const STOP_WORD_SHARE = 0.2

/** Makes the lexical vector of a prompt: sublinear TF × IDF over base forms, stop words damped, unit length. */
export function lexicalVectorOf(prompt: string, lexicon: Lexicon): LexicalVector {
  const counts = new Map<string, number>()
  for (const token of tokenize(prompt)) {
    const lemma = lexicon.lemma(token.text)
    counts.set(lemma, (counts.get(lemma) ?? 0) + 1)
  }
  const weightById = new Map<number, number>()
  let squares = 0
  for (const [lemma, count] of counts) {
    const share = STOP_WORDS.has(lemma) ? STOP_WORD_SHARE : 1
    const weight = share * lexicon.idf(lemma) * (1 + Math.log(count))
    weightById.set(fnv1a(lemma), weight)
  }
  for (const weight of weightById.values()) squares += weight * weight
  const ids = Uint32Array.from(weightById.keys()).sort()
  const length = Math.sqrt(squares) || 1
  return { ids, weights: Float32Array.from(ids, (id) => weightById.get(id)! / length) }
}
