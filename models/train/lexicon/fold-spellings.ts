import type { WordNet } from './read-wordnet.js'

/** British endings with their American ones; a pair counts only when WordNet knows both as synonyms. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ise$/, 'ize'],
  [/yse$/, 'yze'],
  [/isation$/, 'ization'],
  [/our$/, 'or'],
  [/re$/, 'er'],
  [/ogue$/, 'og'],
  [/ence$/, 'ense'],
  [/ae/, 'e'],
  [/oe/, 'e'],
  [/lled$/, 'led'],
  [/mme$/, 'm'],
]

/** Finds spelling variants of the same word: `colour` → `color`. */
export function foldSpellings(wordNet: WordNet, words: Iterable<string>): Map<string, string> {
  const synonyms = new Set(wordNet.synonyms.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]))
  const spellings = new Map<string, string>()
  for (const word of words) {
    for (const [british, american] of ENDINGS) {
      const other = word.replace(british, american)
      if (other !== word && word.length > 4 && synonyms.has(`${word} ${other}`)) spellings.set(word, other)
    }
  }
  return spellings
}
