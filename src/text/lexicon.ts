import { lemmatize } from './lemmatize.js'
import { decodeLexicon, IDF_SCALE, WordKind, type LexiconColumns, type LexiconHeader } from './lexicon-file.js'
import { PairMemo } from './pair-memo.js'

/** How the most frequent senses of two words lie to each other in WordNet. */
export type SenseRelation = 'none' | 'same' | 'hypernym' | 'sibling'

/** Lemmas remembered at a time; about 5 MB. */
const MAX_CACHED_LEMMAS = 50_000

const NONE: readonly never[] = []

/** Words with their base forms, frequencies and relations. Immutable, shared by everything on a thread. */
export class Lexicon {
  /** IDF of a word that the lexicon does not know: the highest of all. */
  readonly unknownIdf: number
  /** Longest phrase, in words. */
  readonly longestPhrase: number
  /** What `relateLemmas` found out about its words. */
  readonly lemmaRelations = new PairMemo()
  readonly #words: readonly string[]
  readonly #ids: ReadonlyMap<string, number>
  readonly #columns: LexiconColumns
  readonly #relationStarts: Uint32Array
  readonly #related: Uint16Array
  readonly #senseStarts: Uint32Array
  readonly #hypernymStarts: Uint32Array
  readonly #categories = new Map<string, number[]>()
  readonly #phrases: ReadonlyMap<string, readonly string[]>
  readonly #phraseBeginnings: ReadonlySet<string>
  readonly #acronyms: ReadonlyMap<string, readonly string[]>
  readonly #polarity = new Map<string, 1 | -1>()
  readonly #spellings: ReadonlyMap<string, string>
  readonly #invariants: ReadonlySet<string>
  readonly #lemmas = new Map<string, string>()

  constructor(header: LexiconHeader, columns: LexiconColumns) {
    this.#words = header.words.split(' ')
    this.#ids = new Map(this.#words.map((word, id) => [word, id]))
    this.#columns = columns
    this.#relationStarts = startsOf(columns.relationCounts)
    this.#senseStarts = startsOf(columns.senseCounts)
    this.#hypernymStarts = startsOf(columns.hypernymCounts)
    this.#related = expandSteps(columns, this.#relationStarts)
    this.#spellings = new Map(Object.entries(header.spellings))
    this.#invariants = new Set(header.invariants)
    this.#phrases = new Map(Object.entries(header.phrases))
    this.#phraseBeginnings = new Set([...this.#phrases.keys()].map((phrase) => phrase.split(' ')[0]!))
    this.#acronyms = new Map(Object.entries(header.acronyms))
    header.categories.forEach((members, category) => {
      for (const member of members) this.#categories.set(member, [...(this.#categories.get(member) ?? []), category])
    })
    for (const word of header.polarity.minus) this.#polarity.set(word, -1)
    for (const word of header.polarity.plus) this.#polarity.set(word, 1)
    this.unknownIdf = columns.idf.reduce((highest, value) => Math.max(highest, value), 0) / IDF_SCALE
    this.longestPhrase = [...this.#phrases.keys()].reduce((longest, phrase) => Math.max(longest, phrase.split(' ').length), 1)
  }

  /** Decodes the bytes of a lexicon file; throws for other bytes. */
  static decode(gzipped: Uint8Array): Lexicon {
    const { header, columns } = decodeLexicon(gzipped)
    return new Lexicon(header, columns)
  }

  get size(): number {
    return this.#words.length
  }

  /** Rank of a word by frequency, from 0; −1 for an unknown one. */
  idOf(word: string): number {
    return this.#ids.get(word) ?? -1
  }

  /** Inverse document frequency in nats; the highest for unknown words. */
  idf(word: string): number {
    const id = this.idOf(word)
    return id < 0 ? this.unknownIdf : this.#columns.idf[id]! / IDF_SCALE
  }

  /** `WordKind` bits of a word; 0 for an unknown one. */
  kind(word: string): number {
    return this.kindOf(this.idOf(word))
  }

  /** `WordKind` bits of a word given by id; 0 for an unknown one. */
  kindOf(id: number): number {
    return id < 0 ? 0 : this.#columns.kinds[id]!
  }

  /** Base form of a token in its usual spelling; the token itself when none is known. */
  lemma(token: string): string {
    let lemma = this.#lemmas.get(token)
    if (lemma === undefined) {
      lemma = this.#invariants.has(token) ? token : lemmatize(token, (word) => this.#baseRank(word))
      lemma = this.#spellings.get(lemma) ?? lemma
      if (this.#lemmas.size >= MAX_CACHED_LEMMAS) this.#lemmas.clear()
      this.#lemmas.set(token, lemma)
    }
    return lemma
  }

  /** Bits of `Relation` between two words given by id; 0 for none. */
  relation(idA: number, idB: number): number {
    if (idA < 0 || idB < 0 || idA === idB) return 0
    const low = idA < idB ? idA : idB
    const high = idA < idB ? idB : idA
    let from = this.#relationStarts[low]!
    let to = this.#relationStarts[low + 1]!
    while (from < to) {
      const middle = (from + to) >> 1
      const word = this.#related[middle]!
      if (word === high) return this.#columns.relationBits[middle]!
      if (word < high) from = middle + 1
      else to = middle
    }
    return 0
  }

  /** Nearest relation between any of the frequent senses of two words given by id. */
  senseRelation(idA: number, idB: number): SenseRelation {
    if (idA < 0 || idB < 0) return 'none'
    const senses = this.#columns.senses
    let found: SenseRelation = 'none'
    for (let a = this.#senseStarts[idA]!; a < this.#senseStarts[idA + 1]!; a++) {
      for (let b = this.#senseStarts[idB]!; b < this.#senseStarts[idB + 1]!; b++) {
        const x = senses[a]!
        const y = senses[b]!
        if (x === y) return 'same'
        if (this.#isAbove(y, x, 2) || this.#isAbove(x, y, 2)) found = 'hypernym'
        else if (found === 'none' && this.#shareHypernym(x, y)) found = 'sibling'
      }
    }
    return found
  }

  /** Numbers of the closed sets that a word belongs to. */
  categoriesOf(word: string): readonly number[] {
    return this.#categories.get(word) ?? NONE
  }

  /** What a multi-word expression (base forms joined by a space) may stand for. */
  phrase(words: string): readonly string[] | undefined {
    return this.#phrases.get(words)
  }

  /** Tells whether a multi-word expression begins with this base form. */
  beginsPhrase(word: string): boolean {
    return this.#phraseBeginnings.has(word)
  }

  /** What a short form may stand for: base forms joined by a space. */
  acronym(word: string): readonly string[] | undefined {
    return this.#acronyms.get(word)
  }

  /** Direction of an action word or expression: 1 starts or gives, −1 stops or takes away, 0 neither. */
  polarity(words: string): 1 | 0 | -1 {
    return this.#polarity.get(words) ?? 0
  }

  #baseRank(word: string): number | undefined {
    const id = this.idOf(word)
    return id >= 0 && (this.#columns.kinds[id]! & WordKind.baseForm) !== 0 ? id : undefined
  }

  /** Tells whether `upper` lies above `lower` within so many steps. */
  #isAbove(upper: number, lower: number, steps: number): boolean {
    for (let at = this.#hypernymStarts[lower]!; at < this.#hypernymStarts[lower + 1]!; at++) {
      const next = this.#columns.hypernyms[at]!
      if (next === upper || (steps > 1 && this.#isAbove(upper, next, steps - 1))) return true
    }
    return false
  }

  #shareHypernym(x: number, y: number): boolean {
    for (let at = this.#hypernymStarts[x]!; at < this.#hypernymStarts[x + 1]!; at++) {
      if (this.#isAbove(this.#columns.hypernyms[at]!, y, 1)) return true
    }
    return false
  }
}

/** Running sums of counts, with a zero in front. */
function startsOf(counts: Uint8Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1)
  for (let id = 0; id < counts.length; id++) starts[id + 1] = starts[id]! + counts[id]!
  return starts
}

function expandSteps(columns: LexiconColumns, starts: Uint32Array): Uint16Array {
  const related = new Uint16Array(columns.relationSteps.length)
  for (let id = 0; id + 1 < starts.length; id++) {
    let word = id
    for (let at = starts[id]!; at < starts[id + 1]!; at++) {
      word += columns.relationSteps[at]!
      related[at] = word
    }
  }
  return related
}
