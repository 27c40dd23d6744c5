import type { Lexicon } from './lexicon.js'
import type { FoundPhrase } from './prompt-analysis.js'

/** A phrasal verb may hold its object between its parts: *turn the light off*. */
const MAX_OBJECT_WORDS = 4
const PARTICLES = new Set(['on', 'off', 'up', 'down', 'out', 'in', 'back', 'away', 'over'])

/** Finds the multi-word expressions of the lexicon, also phrasal verbs around their object; longest first. */
export function findPhrases(lemmas: readonly string[], lexicon: Lexicon): FoundPhrase[] {
  const phrases: FoundPhrase[] = []
  for (let length = Math.min(lexicon.longestPhrase, lemmas.length); length >= 2; length--) {
    for (let start = 0; start + length <= lemmas.length; start++) {
      if (!lexicon.beginsPhrase(lemmas[start]!)) continue
      const text = lemmas.slice(start, start + length).join(' ')
      const meanings = lexicon.phrase(text)
      if (meanings !== undefined) phrases.push({ positions: Array.from({ length }, (_, step) => start + step), text, meanings })
    }
  }
  // A verb has one particle: the nearest behind it.
  const hasParticle = new Set(
    phrases.filter(({ positions }) => PARTICLES.has(lemmas[positions.at(-1)!]!)).map(({ positions }) => positions[0]!),
  )
  for (const [at, particle] of lemmas.entries()) {
    if (!PARTICLES.has(particle)) continue
    for (let start = Math.max(0, at - MAX_OBJECT_WORDS - 1); start < at - 1; start++) {
      if (hasParticle.has(start)) continue
      const text = `${lemmas[start]!} ${particle}`
      const meanings = lexicon.phrase(text)
      if (meanings === undefined) continue
      hasParticle.add(start)
      phrases.push({ positions: [start, at], text, meanings })
    }
  }
  return phrases
}
