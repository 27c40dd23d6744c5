import { gunzipSync } from 'node:zlib'

/** The readable part of a lexicon file. Words are named by their rank, most frequent first. */
export interface LexiconHeader {
  readonly formatVersion: 1
  /** Space-joined, by falling frequency. */
  readonly words: string
  /** Other spellings with the one that stands for them: `organise` → `organize`. */
  readonly spellings: Readonly<Record<string, string>>
  /** Words that look inflected and are not: `wedding`, `species`. */
  readonly invariants: readonly string[]
  /** Closed sets of words that exclude each other. */
  readonly categories: readonly (readonly string[])[]
  /** Multi-word expressions with what they may stand for, in base forms. */
  readonly phrases: Readonly<Record<string, readonly string[]>>
  /** Words and expressions whose action stops or takes away (`minus`), or starts or gives (`plus`). */
  readonly polarity: { readonly minus: readonly string[]; readonly plus: readonly string[] }
  /** Short forms with what their letters stand for, in base forms: `hr` → `human resource`. */
  readonly acronyms: Readonly<Record<string, readonly string[]>>
}

/** The numeric part, in the order in which the arrays stand behind the header. */
export const LEXICON_COLUMNS = {
  /** A word: inverse document frequency × {@link IDF_SCALE}. */
  idf: Uint8Array,
  /** A word: {@link WordKind} bits. */
  kinds: Uint8Array,
  /** A word: how many related words of higher rank it has. */
  relationCounts: Uint8Array,
  /** Distances from the word, then from the related word before. */
  relationSteps: Uint16Array,
  /** {@link Relation} bits. */
  relationBits: Uint8Array,
  /** A word: how many of `senses` are its own. */
  senseCounts: Uint8Array,
  /** Numbers of the synsets of its most frequent senses. */
  senses: Uint16Array,
  /** A synset: how many of `hypernyms` are its own. */
  hypernymCounts: Uint8Array,
  hypernyms: Uint16Array,
} as const

export type LexiconColumns = {
  readonly [Name in keyof typeof LEXICON_COLUMNS]: (typeof LEXICON_COLUMNS)[Name] extends typeof Uint8Array
    ? Uint8Array
    : Uint16Array
}

export const IDF_SCALE = 20

/** How two words are related, as bits. */
export const Relation = {
  /** Synonyms by their most frequent senses (WordNet). */
  synonym: 1,
  /** Interchangeable in requests to an assistant (our own list). */
  requestSynonym: 2,
  /** Synonyms by a rarer sense, or by paraphrase constraints (WordNet, counter-fitting). */
  weakSynonym: 4,
  /** Antonyms (WordNet, counter-fitting). */
  antonym: 8,
  /** Opposite actions or properties (our own list). */
  opposite: 16,
  /** Antonyms of a synonym (WordNet). */
  indirectAntonym: 32,
  /** Paraphrases by translation statistics alone (PPDB). */
  paraphrase: 64,
} as const

/** What WordNet says a word can be, as bits. */
export const WordKind = {
  noun: 1,
  verb: 2,
  adjective: 4,
  adverb: 8,
  /** Inflected words may reduce to it. */
  baseForm: 16,
  /** Only ever written with a capital: a name. */
  proper: 32,
} as const

const LENGTH_BYTES = 4

/** Writes header and columns as one block of bytes, not yet compressed. */
export function encodeLexicon(header: LexiconHeader, columns: LexiconColumns): Uint8Array {
  const names = Object.keys(LEXICON_COLUMNS) as (keyof LexiconColumns)[]
  const lengths = names.map((name) => columns[name].length)
  const head = Buffer.from(JSON.stringify({ ...header, lengths }))
  const size = Buffer.alloc(LENGTH_BYTES)
  size.writeUInt32LE(head.length)
  return Buffer.concat([size, head, ...names.map((name) => littleEndian(columns[name]))])
}

/** Reads what {@link encodeLexicon} wrote and gzip compressed; throws for other bytes. */
export function decodeLexicon(gzipped: Uint8Array): { header: LexiconHeader; columns: LexiconColumns } {
  const bytes = gunzipSync(gzipped)
  let at = LENGTH_BYTES + bytes.readUInt32LE(0)
  const header = JSON.parse(bytes.subarray(LENGTH_BYTES, at).toString('utf8')) as LexiconHeader & { lengths: number[] }
  if (header.formatVersion !== 1) throw new RangeError(`lexicon format ${String(header.formatVersion)} is unknown`)
  const names = Object.keys(LEXICON_COLUMNS) as (keyof LexiconColumns)[]
  const columns: Record<string, Uint8Array | Uint16Array> = {}
  for (const [index, name] of names.entries()) {
    const Column = LEXICON_COLUMNS[name]
    const end = at + header.lengths[index]! * Column.BYTES_PER_ELEMENT
    if (end > bytes.length) throw new RangeError(`lexicon column ${name} is cut short`)
    const copy = Uint8Array.prototype.slice.call(bytes, at, end)
    columns[name] = new Column(copy.buffer, 0, header.lengths[index])
    at = end
  }
  return { header, columns: columns as unknown as LexiconColumns }
}

function littleEndian(column: Uint8Array | Uint16Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}
