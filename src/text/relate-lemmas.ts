import type { Lexicon } from './lexicon.js'
import { Relation, WordKind } from './lexicon-file.js'
import { areAffixOpposites, areDerived } from './word-forms.js'
import { WordRelation as R } from './word-relation.js'

/** Beside the bits of `WordRelation`: an affix turns one base form into the opposite of the other. */
export const AFFIX_OPPOSITE = 1 << 18

/**
 * Relates two base forms by themselves, whatever the prompts: bits of `WordRelation`, and `AFFIX_OPPOSITE`. Ids are those of
 * the lexicon, −1 for an unknown word.
 */
export function relateLemmas(lexicon: Lexicon, lemmaA: string, idA: number, lemmaB: string, idB: number): number {
  if (idA < 0 || idB < 0) return relateForms(0, lexicon, lemmaA, idA, lemmaB, idB)
  const remembered = lexicon.lemmaRelations.get(idA, idB)
  if (remembered >= 0) return remembered
  const bits = withSenses(relateListed(lexicon, idA, idB), lexicon, idA, idB)
  const relation = relateForms(bits, lexicon, lemmaA, idA, lemmaB, idB)
  lexicon.lemmaRelations.set(idA, idB, relation)
  return relation
}

/** What the lexicon lists between two words given by id, as bits of `WordRelation`. */
export function relateListed(lexicon: Lexicon, idA: number, idB: number): number {
  const listed = lexicon.relation(idA, idB)
  if (listed === 0) return 0
  let bits = 0
  if ((listed & Relation.synonym) !== 0) bits |= R.synonym
  if ((listed & Relation.requestSynonym) !== 0) bits |= R.requestSynonym
  if ((listed & Relation.weakSynonym) !== 0) bits |= R.weakSynonym
  if ((listed & Relation.paraphrase) !== 0) bits |= R.paraphrase
  if ((listed & Relation.opposite) !== 0) bits |= R.opposite
  if ((listed & (Relation.antonym | Relation.indirectAntonym)) !== 0) bits |= R.antonym
  return bits
}

function withSenses(bits: number, lexicon: Lexicon, idA: number, idB: number): number {
  if ((bits & (R.synonym | R.requestSynonym)) !== 0) return bits
  const senses = lexicon.senseRelation(idA, idB)
  if (senses === 'hypernym') return bits | R.hypernym
  if (senses === 'sibling') return bits | R.sibling
  return senses === 'same' && (bits & (R.antonym | R.opposite)) === 0 ? bits | R.weakSynonym : bits
}

function relateForms(bits: number, lexicon: Lexicon, lemmaA: string, idA: number, lemmaB: string, idB: number): number {
  const areAdjectives = (lexicon.kindOf(idA) & lexicon.kindOf(idB) & WordKind.adjective) !== 0
  if ((bits & R.opposite) === 0 && areAffixOpposites(lemmaA, lemmaB, areAdjectives)) return bits | AFFIX_OPPOSITE
  return areDerived(lemmaA, lemmaB) ? bits | R.derived : bits
}
