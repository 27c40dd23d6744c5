import type { Lexicon } from './lexicon.js'
import type { FoundPhrase } from './prompt-analysis.js'
import { isNegatorAt } from './negation.js'

/** Bare particles are too common to count as actions unless a phrasal verb holds them. */
const PARTICLES = new Set(['on', 'off', 'up', 'down', 'in', 'out'])

/** Counts the actions of a prompt by direction; phrasal verbs count once, negators count as taking away. */
export function countActions(
  texts: readonly string[],
  lemmas: readonly string[],
  phrases: readonly FoundPhrase[],
  lexicon: Lexicon,
): { positiveActions: number; negativeActions: number } {
  const isTaken = new Uint8Array(texts.length)
  let positiveActions = 0
  let negativeActions = 0
  const count = (polarity: number) => {
    if (polarity > 0) positiveActions++
    else if (polarity < 0) negativeActions++
  }
  for (const { positions, text } of phrases) {
    const polarity = lexicon.polarity(text)
    if (polarity === 0 || positions.some((at) => isTaken[at])) continue
    for (const at of positions) isTaken[at] = 1
    count(polarity)
  }
  for (const [at, lemma] of lemmas.entries()) {
    if (isTaken[at] || PARTICLES.has(lemma)) continue
    if (isNegatorAt(texts, at)) negativeActions++
    else count(lexicon.polarity(lemma))
  }
  return { positiveActions, negativeActions }
}
