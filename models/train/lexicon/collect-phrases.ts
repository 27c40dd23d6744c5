import { readList } from './read-lists.js'
import type { WordNet } from './read-wordnet.js'

/** Multi-word members of WordNet synsets count when their sense is among the first three of either word. */
const MAX_RANK = 2
const MAX_PHRASE_WORDS = 3
/** Phrases seen less often in the counted text are dead weight. */
const MIN_SEEN = 4
const MAX_MEANINGS = 8

/** Multi-word expressions of WordNet, as written. */
export function phrasesOfWordNet(wordNet: WordNet): Set<string> {
  const phrases = new Set<string>()
  for (const { a, b, rankA, rankB } of wordNet.synonyms) {
    if (rankA > MAX_RANK || rankB > MAX_RANK) continue
    for (const text of [a, b]) if (text.includes(' ') && text.split(' ').length <= MAX_PHRASE_WORDS) phrases.add(text)
  }
  return phrases
}

/** Maps each expression (base forms, space-joined) to what it may stand for; our own lists first. */
export function collectPhrases(
  listsDir: string,
  wordNet: WordNet,
  seen: ReadonlyMap<string, number>,
  toBase: (text: string) => string,
): Record<string, string[]> {
  const meanings = new Map<string, Set<string>>()
  const add = (phrase: string, meaning: string) => {
    if (!phrase.includes(' ') || phrase === meaning) return
    const known = meanings.get(phrase) ?? new Set()
    if (known.size < MAX_MEANINGS) meanings.set(phrase, known.add(meaning))
  }
  const polar = readList(listsDir, 'polarity')
    .flatMap((line) => line.split(/\s+/))
    .filter((item) => item.includes('_'))
  for (const phrase of polar) meanings.set(toBase(phrase.replaceAll('_', ' ')), new Set())
  for (const group of readList(listsDir, 'synonyms')) {
    const members = group.split(/\s+/).map((member) => toBase(member.replaceAll('_', ' ')))
    for (const a of members) for (const b of members) add(a, b)
  }
  for (const { a, b, rankA, rankB } of wordNet.synonyms) {
    if (rankA > MAX_RANK || rankB > MAX_RANK) continue
    for (const [phrase, meaning] of [
      [a, b],
      [b, a],
    ] as const) {
      const isUseful = (seen.get(phrase) ?? 0) >= MIN_SEEN && (!meaning.includes(' ') || (seen.get(meaning) ?? 0) >= MIN_SEEN)
      if (isUseful) add(toBase(phrase), toBase(meaning))
    }
  }
  return Object.fromEntries([...meanings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([phrase, set]) => [phrase, [...set]]))
}
