import { join } from 'node:path'
import { Relation } from '../../../src/text/lexicon-file.js'
import type { Vocabulary } from './choose-words.js'
import { readList, readPairs } from './read-lists.js'
import { readWordPairs, type WordNet } from './read-wordnet.js'

/** Ranks up to this on both sides are senses that people mean: 0 and 1. */
const SAFE_RANK = 1
const WEAK_RANK = 4
const ANTONYM_RANK = 3

/** Word pairs (low id × 65536 + high id) with their relation bits. */
export type Relations = Map<number, number>

/** Collects word relations from WordNet, counter-fitting, PPDB and our own lists; where sources contradict, ours win. */
export async function collectRelations(
  lexicalDir: string,
  listsDir: string,
  wordNet: WordNet,
  vocabulary: Vocabulary,
  spell: (word: string) => string,
): Promise<Relations> {
  const relations: Relations = new Map()
  const relate = (a: string, b: string, bit: number) => {
    const idA = vocabulary.ids.get(spell(vocabulary.lemma(a)))
    const idB = vocabulary.ids.get(spell(vocabulary.lemma(b)))
    if (idA === undefined || idB === undefined || idA === idB) return
    const key = Math.min(idA, idB) * 65536 + Math.max(idA, idB)
    relations.set(key, (relations.get(key) ?? 0) | bit)
  }
  for (const { a, b, rankA, rankB } of wordNet.synonyms) {
    if (rankA <= SAFE_RANK && rankB <= SAFE_RANK) relate(a, b, Relation.synonym)
    else if (rankA <= WEAK_RANK && rankB <= WEAK_RANK) relate(a, b, Relation.weakSynonym)
  }
  for (const { a, b, rankA, rankB } of wordNet.antonyms) {
    if (rankA <= ANTONYM_RANK && rankB <= ANTONYM_RANK) relate(a, b, Relation.antonym)
  }
  for (const [a, b] of wordNet.indirectAntonyms) relate(a, b, Relation.indirectAntonym)
  const readPublic = (name: string) => readWordPairs(join(lexicalDir, `${name}.gz`))
  for (const [a, b] of await readPublic('counterfit_ppdb_synonyms.txt')) relate(a, b, Relation.weakSynonym)
  for (const [a, b] of await readPublic('counterfit_wordnet_antonyms.txt')) relate(a, b, Relation.antonym)
  for (const [a, b] of await readPublic('counterfit_ppdb_antonyms.txt')) relate(a, b, Relation.antonym)
  for (const [a, b] of await readPublic('ppdb_xxxl_lexical_synonyms.tsv')) relate(a, b, Relation.paraphrase)

  for (const group of readList(listsDir, 'synonyms')) {
    const members = group.split(/\s+/).filter((member) => !member.includes('_'))
    for (const [at, a] of members.entries()) for (const b of members.slice(at + 1)) relate(a, b, Relation.requestSynonym)
  }
  for (const [a, b] of readPairs(listsDir, 'opposites')) if (!a.includes('_') && !b.includes('_')) relate(a, b, Relation.opposite)
  for (const [key, bits] of relations) relations.set(key, settle(bits))
  for (const [key, bits] of relations) if (bits === 0) relations.delete(key)
  return relations
}

/** Drops what a better source contradicts. */
function settle(bits: number): number {
  const synonyms = Relation.synonym | Relation.requestSynonym | Relation.weakSynonym | Relation.paraphrase
  const antonyms = Relation.antonym | Relation.opposite | Relation.indirectAntonym
  if ((bits & Relation.opposite) !== 0) return bits & ~synonyms
  if ((bits & Relation.requestSynonym) !== 0) return bits & ~antonyms
  if ((bits & Relation.antonym) !== 0) return bits & ~(Relation.weakSynonym | Relation.paraphrase)
  if ((bits & Relation.indirectAntonym) !== 0 && (bits & synonyms) !== 0) return bits & ~Relation.indirectAntonym
  return bits
}
