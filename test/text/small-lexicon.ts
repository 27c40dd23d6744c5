import { IDF_SCALE, Relation, WordKind, type LexiconColumns, type LexiconHeader } from '../../src/text/lexicon-file.js'
import { Lexicon } from '../../src/text/lexicon.js'

const BASE = WordKind.baseForm
/** Word, kind; the most frequent first. IDF grows by one nat from word to word. */
const WORDS: readonly (readonly [word: string, kind: number])[] = [
  ['be', WordKind.verb | BASE],
  ['order', WordKind.noun | WordKind.verb | BASE],
  ['cancel', WordKind.verb | BASE],
  ['approve', WordKind.verb | BASE],
  ['deny', WordKind.verb | BASE],
  ['reject', WordKind.verb | BASE],
  ['turn', WordKind.verb | BASE],
  ['light', WordKind.noun | BASE],
  ['install', WordKind.verb | BASE],
  ['uninstall', WordKind.verb | BASE],
  ['legal', WordKind.adjective | BASE],
  ['illegal', WordKind.adjective | BASE],
  ['dog', WordKind.noun | BASE],
  ['poodle', WordKind.noun | BASE],
  ['cat', WordKind.noun | BASE],
  ['hound', WordKind.noun | BASE],
  ['paris', WordKind.proper],
  ['london', WordKind.proper],
  ['color', WordKind.noun | BASE],
  ['receive', WordKind.verb | BASE],
]
const ids = new Map(WORDS.map(([word], id) => [word, id]))

const RELATIONS: readonly (readonly [a: string, b: string, bits: number])[] = [
  ['approve', 'deny', Relation.opposite],
  ['approve', 'reject', Relation.antonym],
  ['deny', 'reject', Relation.requestSynonym],
]

/** Senses of nouns by synset: animal 0, dog 1, poodle 2, cat 3. */
const SENSES: Readonly<Record<string, readonly number[]>> = { dog: [1], hound: [1], poodle: [2], cat: [3] }
const HYPERNYMS: readonly (readonly number[])[] = [[], [0], [1], [0]]

export const SMALL_HEADER: LexiconHeader = {
  formatVersion: 1,
  words: WORDS.map(([word]) => word).join(' '),
  spellings: { colour: 'color' },
  invariants: ['wedding', 'paris'],
  categories: [
    ['monday', 'tuesday'],
    ['paris', 'london'],
  ],
  phrases: {
    'turn off': ['disable'],
    'turn on': [],
    'turn in': [],
    'call off': ['cancel'],
    'set up': [],
    'as soon as possible': ['asap'],
  },
  polarity: {
    minus: ['cancel', 'deny', 'reject', 'turn off', 'call off', 'off'],
    plus: ['approve', 'install', 'turn on', 'set up'],
  },
  acronyms: { hr: ['human resource'] },
}

/** Columns of the small lexicon, as `models/train/lexicon` writes them. */
export function smallColumns(): LexiconColumns {
  const related = WORDS.map(([word], id) =>
    RELATIONS.filter(([a, b]) => a === word || b === word)
      .map(([a, b, bits]) => ({ id: ids.get(a === word ? b : a)!, bits }))
      .filter((other) => other.id > id)
      .sort((x, y) => x.id - y.id),
  )
  return {
    idf: Uint8Array.from(WORDS, (_, id) => Math.min(255, (id + 1) * IDF_SCALE)),
    kinds: Uint8Array.from(WORDS, ([, kind]) => kind),
    relationCounts: Uint8Array.from(related, (others) => others.length),
    relationSteps: Uint16Array.from(
      related.flatMap((others, id) => others.map((other, at) => other.id - (others[at - 1]?.id ?? id))),
    ),
    relationBits: Uint8Array.from(related.flatMap((others) => others.map((other) => other.bits))),
    senseCounts: Uint8Array.from(WORDS, ([word]) => SENSES[word]?.length ?? 0),
    senses: Uint16Array.from(WORDS.flatMap(([word]) => SENSES[word] ?? [])),
    hypernymCounts: Uint8Array.from(HYPERNYMS, (above) => above.length),
    hypernyms: Uint16Array.from(HYPERNYMS.flat()),
  }
}

/** A lexicon of twenty words, for tests that must not depend on what the bundled one holds. */
export function smallLexicon(): Lexicon {
  return new Lexicon(SMALL_HEADER, smallColumns())
}
