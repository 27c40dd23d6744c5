import { join } from 'node:path'
import { WordKind } from '../../../src/text/lexicon-file.js'
import { readLines } from '../read-lines.js'

export interface Synset {
  readonly id: string
  readonly members: readonly string[]
  readonly hypernyms: readonly string[]
}

/** Two words with the place of the shared sense among the senses of each, from 0. */
export interface SensePair {
  readonly a: string
  readonly b: string
  readonly synset: string
  readonly rankA: number
  readonly rankB: number
}

export interface WordNet {
  readonly synsets: ReadonlyMap<string, Synset>
  readonly synonyms: readonly SensePair[]
  readonly antonyms: readonly SensePair[]
  readonly indirectAntonyms: readonly (readonly [string, string])[]
  /** `WordKind` bits by lower-case single word. */
  readonly kinds: ReadonlyMap<string, number>
}

const KIND_BY_LETTER: Readonly<Record<string, number>> = {
  n: WordKind.noun,
  v: WordKind.verb,
  a: WordKind.adjective,
  s: WordKind.adjective,
  r: WordKind.adverb,
}

/** Reads Open English WordNet from the tables under `lexical/`. */
export async function readWordNet(lexicalDir: string): Promise<WordNet> {
  const synsets = new Map<string, Synset>()
  const kinds = new Map<string, number>()
  const lowerCase = new Set<string>()
  for await (const line of readLines(join(lexicalDir, 'oewn_synsets.jsonl.gz'))) {
    const record = JSON.parse(line) as { id: string; pos: string; members: string[]; hypernym: string[] }
    synsets.set(record.id, { id: record.id, members: record.members.map(spell), hypernyms: record.hypernym })
    for (const member of record.members) {
      if (member.includes(' ')) continue
      const word = spell(member)
      if (member === word) lowerCase.add(word)
      kinds.set(word, (kinds.get(word) ?? WordKind.baseForm) | (KIND_BY_LETTER[record.pos] ?? 0))
    }
  }
  for (const [word, kind] of kinds) if (!lowerCase.has(word)) kinds.set(word, kind | WordKind.proper)
  return {
    synsets,
    kinds,
    synonyms: await readSensePairs(join(lexicalDir, 'oewn_synonyms.tsv.gz'), 3),
    antonyms: await readSensePairs(join(lexicalDir, 'oewn_antonyms.tsv.gz'), 3),
    indirectAntonyms: await readWordPairs(join(lexicalDir, 'oewn_antonyms_indirect.tsv.gz')),
  }
}

async function readSensePairs(path: string, synsetColumn: number): Promise<SensePair[]> {
  const pairs: SensePair[] = []
  for await (const line of readLines(path)) {
    const cells = line.split('\t')
    const rankA = Number(cells.at(-2))
    if (cells.length < 6 || Number.isNaN(rankA)) continue
    pairs.push({ a: spell(cells[0]!), b: spell(cells[1]!), synset: cells[synsetColumn]!, rankA, rankB: Number(cells.at(-1)) })
  }
  return pairs
}

/** Reads pairs of words from the first two columns, split by tabs or spaces. */
export async function readWordPairs(path: string): Promise<[string, string][]> {
  const pairs: [string, string][] = []
  for await (const line of readLines(path)) {
    const [a, b] = line.trim().split(line.includes('\t') ? '\t' : /\s+/)
    if (a && b) pairs.push([spell(a), spell(b)])
  }
  return pairs
}

function spell(word: string): string {
  return word.toLowerCase().replaceAll('-', ' ')
}
