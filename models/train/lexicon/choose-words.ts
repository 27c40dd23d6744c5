import { lemmatize } from '../../../src/text/lemmatize.js'
import { IDF_SCALE, WordKind } from '../../../src/text/lexicon-file.js'
import type { WordCounts } from './count-words.js'

/** The vocabulary, by falling frequency, with what the lexicon keeps of each word. */
export interface Vocabulary {
  readonly words: readonly string[]
  readonly ids: ReadonlyMap<string, number>
  readonly idf: Uint8Array
  readonly kinds: Uint8Array
  /** Base form of a surface word, before spelling variants are folded. */
  readonly lemma: (word: string) => string
}

export const MAX_WORDS = 30_000
/** Words that WordNet and our lists do not have must be this frequent: names, products, jargon. */
const MIN_LINES_UNLISTED = 25
const MIN_LINES_LISTED = 3

/** Picks the words worth keeping: base forms of WordNet, our lists, frequent names; all by their share of lines. */
export function chooseWords(
  counts: WordCounts,
  wordNetKinds: ReadonlyMap<string, number>,
  listed: ReadonlySet<string>,
  invariants: ReadonlySet<string>,
): Vocabulary {
  const shareOf = (word: string) =>
    ((counts.prompts.get(word) ?? 0) / counts.promptLines + (counts.prose.get(word) ?? 0) / counts.proseLines) / 2
  const isBase = (word: string) => wordNetKinds.has(word) || listed.has(word)
  const lemma = (word: string) =>
    invariants.has(word) ? word : lemmatize(word, (base) => (isBase(base) && shareOf(base) > 0 ? 1 / shareOf(base) : undefined))

  const shares = new Map<string, number>()
  const lines = new Map<string, number>()
  for (const word of new Set([...counts.prompts.keys(), ...counts.prose.keys()])) {
    const base = lemma(word)
    shares.set(base, (shares.get(base) ?? 0) + shareOf(word))
    lines.set(base, (lines.get(base) ?? 0) + (counts.prompts.get(word) ?? 0) + (counts.prose.get(word) ?? 0))
  }
  for (const word of listed) if (lemma(word) === word && !shares.has(word)) shares.set(word, 0)
  const words = [...shares.keys()]
    .filter((word) => listed.has(word) || (lines.get(word) ?? 0) >= (isBase(word) ? MIN_LINES_LISTED : MIN_LINES_UNLISTED))
    .filter((word) => !/\s/.test(word) && (listed.has(word) || /^\p{L}[\p{L}\d.+#]*$/u.test(word) || /^[^\p{L}\d]$/u.test(word)))
    .sort((a, b) => shares.get(b)! - shares.get(a)! || (a < b ? -1 : 1))
  const kept = new Set([...words.slice(0, MAX_WORDS), ...listed].filter((word) => shares.has(word)))
  const ranked = words.filter((word) => kept.has(word))

  const rarest = 1 / (counts.promptLines + counts.proseLines)
  const idf = Uint8Array.from(ranked, (word) =>
    Math.min(255, Math.round(-Math.log(Math.min(1, shares.get(word)! + rarest)) * IDF_SCALE)),
  )
  const kinds = Uint8Array.from(ranked, (word) => wordNetKinds.get(word) ?? (listed.has(word) ? WordKind.baseForm : 0))
  return { words: ranked, ids: new Map(ranked.map((word, id) => [word, id])), idf, kinds, lemma }
}
