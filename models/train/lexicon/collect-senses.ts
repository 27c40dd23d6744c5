import type { Vocabulary } from './choose-words.js'
import type { WordNet } from './read-wordnet.js'

/** Senses kept of a word: the first two as a noun, the first two as a verb. */
const SENSES_A_KIND = 2
/** Place assumed for a sense without synonyms, whose rank the tables do not tell. */
const UNKNOWN_RANK = 1.5

/** Senses and their hypernyms as parallel counts and numbers. */
export interface Senses {
  readonly senseCounts: Uint8Array
  readonly senses: Uint16Array
  readonly hypernymCounts: Uint8Array
  readonly hypernyms: Uint16Array
}

/** Numbers the frequent senses of the vocabulary and the synsets two steps above them. */
export function collectSenses(wordNet: WordNet, vocabulary: Vocabulary, spell: (word: string) => string): Senses {
  const rankOf = new Map<string, number>()
  for (const { a, b, synset, rankA, rankB } of wordNet.synonyms) rankOf.set(`${a} ${synset}`, rankA).set(`${b} ${synset}`, rankB)
  const sensesOf = new Map<number, Map<string, number>>()
  for (const synset of wordNet.synsets.values()) {
    if (!/[nv]$/.test(synset.id)) continue
    for (const member of synset.members) {
      const id = vocabulary.ids.get(spell(vocabulary.lemma(member)))
      if (id === undefined) continue
      const known = sensesOf.get(id) ?? new Map<string, number>()
      sensesOf.set(
        id,
        known.set(synset.id, Math.min(known.get(synset.id) ?? Infinity, rankOf.get(`${member} ${synset.id}`) ?? UNKNOWN_RANK)),
      )
    }
  }
  const numbers = new Map<string, number>()
  const hypernymLists: number[][] = []
  const numberOf = (id: string): number => {
    const known = numbers.get(id)
    if (known !== undefined) return known
    const number = numbers.size
    numbers.set(id, number)
    hypernymLists[number] = []
    hypernymLists[number] = (wordNet.synsets.get(id)?.hypernyms ?? []).map(numberOf)
    return number
  }
  const lists = vocabulary.words.map((_, id) => {
    const ranked = [...(sensesOf.get(id) ?? [])].sort((x, y) => x[1] - y[1]).map(([synset]) => synset)
    const first = (letter: string) => ranked.filter((synset) => synset.endsWith(letter)).slice(0, SENSES_A_KIND)
    return [...first('n'), ...first('v')].map(numberOf)
  })
  if (numbers.size > 65536) throw new RangeError(`${numbers.size} synsets do not fit 16 bits`)
  return {
    senseCounts: Uint8Array.from(lists, (list) => list.length),
    senses: Uint16Array.from(lists.flat()),
    hypernymCounts: Uint8Array.from(hypernymLists, (list) => list.length),
    hypernyms: Uint16Array.from(hypernymLists.flat()),
  }
}
