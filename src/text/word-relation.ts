import type { Lexicon } from './lexicon.js'
import { Relation, WordKind } from './lexicon-file.js'
import { Role, type PromptAnalysis } from './prompt-analysis.js'
import type { Quantity } from './quantities.js'
import { areAffixOpposites, areDerived, areMisspelled } from './word-forms.js'

/** How a word of one prompt relates to a word of another, as bits; the order is part of the classifier's input. */
export const WordRelation = {
  /** The same token. */
  exact: 1,
  /** The same base form. */
  lemma: 2,
  /** Synonyms by their usual senses. */
  synonym: 4,
  /** Interchangeable in requests. */
  requestSynonym: 8,
  weakSynonym: 16,
  derived: 32,
  antonym: 64,
  /** Opposite actions or properties. */
  opposite: 128,
  hypernym: 256,
  /** Kinds of the same thing. */
  sibling: 512,
  /** Numbers, times or amounts of one value, also across units. */
  numberEqual: 1024,
  numberDifferent: 2048,
  /** Different members of a closed set, such as weekdays. */
  category: 4096,
  phrase: 8192,
  acronym: 16384,
  misspelled: 32768,
  paraphrase: 65536,
  /** Two names, or two pieces of code, that are not the same. */
  nameDifferent: 131072,
} as const

const R = WordRelation

/** Relations that speak against each other meaning the same. */
export const CONFLICTS = R.antonym | R.opposite | R.numberDifferent | R.category | R.nameDifferent
/** Relations by which two words mean the same. */
export const SAME_MEANING =
  R.exact | R.lemma | R.synonym | R.requestSynonym | R.numberEqual | R.phrase | R.acronym | R.misspelled | R.derived

/** Relates token `i` of `a` to token `j` of `b`; symmetric. `isThorough` also looks at senses and letters. */
export function relateWords(
  a: PromptAnalysis,
  i: number,
  b: PromptAnalysis,
  j: number,
  lexicon: Lexicon,
  isThorough: boolean,
): number {
  const roleA = a.roles[i]!
  const roleB = b.roles[j]!
  const isExact = a.textHashes[i] === b.textHashes[j]
  if (((roleA | roleB) & (Role.number | Role.unit)) !== 0 || a.quantityOf[i]! >= 0 || b.quantityOf[j]! >= 0) {
    const bits = relateNumbers(a, i, b, j)
    if (bits !== 0) return isExact ? bits | R.exact : bits
  }
  if (isExact) return R.exact
  if (a.lemmaHashes[i] === b.lemmaHashes[j]) return R.lemma
  if (!isThorough) return 0
  const bits = relateById(a, i, b, j, lexicon)
  if ((roleA & roleB & Role.stopWord) !== 0) return bits
  return relateByForm(a, i, b, j, lexicon, bits)
}

function relateNumbers(a: PromptAnalysis, i: number, b: PromptAnalysis, j: number): number {
  const quantityA = a.quantityOf[i]! < 0 ? undefined : a.quantities[a.quantityOf[i]!]
  const quantityB = b.quantityOf[j]! < 0 ? undefined : b.quantities[b.quantityOf[j]!]
  const haveSameUnit =
    quantityA !== undefined && quantityB !== undefined && a.lemmas[quantityA.unitAt] === b.lemmas[quantityB.unitAt]
  const areSameAmount = quantityA !== undefined && quantityB !== undefined && haveSameAmount(quantityA, quantityB, haveSameUnit)
  const isUnitA = quantityA?.unitAt === i
  const isUnitB = quantityB?.unitAt === j
  if (isUnitA && isUnitB && quantityA.dimension === quantityB.dimension) return areSameAmount ? R.requestSynonym : 0
  if (isUnitA && isUnitB && arePounds(a.texts[i]!, b.texts[j]!))
    return a.values[quantityA.at] === b.values[quantityB.at] ? R.requestSynonym : 0
  if (areSameAmount && quantityA.at === i && quantityB.at === j) return R.numberEqual
  const valueA = a.values[i]!
  const valueB = b.values[j]!
  if (Number.isNaN(valueA) || Number.isNaN(valueB)) return 0
  if (quantityA && quantityB && quantityA.dimension === quantityB.dimension && quantityA.dimension !== '')
    return R.numberDifferent
  if (a.textHashes[i] === b.textHashes[j]) return R.numberEqual
  return valueA === valueB || isSameHour(quantityA?.dimension, valueA, quantityB?.dimension, valueB)
    ? R.numberEqual
    : R.numberDifferent
}

/** Relative difference below which amounts in two units count as equal. */
const AMOUNT_TOLERANCE = 1e-6

/** Pounds of weight and of money are spelled alike. */
function arePounds(a: string, b: string): boolean {
  return (a === '£' && b === 'pound') || (a === 'pound' && b === '£')
}

function haveSameAmount(a: Quantity, b: Quantity, haveSameUnit: boolean): boolean {
  if (a.dimension !== b.dimension) return false
  if (haveSameUnit || a.value === b.value) return a.value === b.value
  return Math.abs(a.value - b.value) <= AMOUNT_TOLERANCE * Math.max(Math.abs(a.value), Math.abs(b.value))
}

/** *at 3* may be 3 or 15 o'clock. */
function isSameHour(dimensionA: string | undefined, a: number, dimensionB: string | undefined, b: number): boolean {
  if (dimensionA === 'clock' && dimensionB === '') return a % 60 === 0 && (a / 60) % 12 === b % 12 && b <= 12
  return dimensionB === 'clock' && dimensionA === '' && b % 60 === 0 && (b / 60) % 12 === a % 12 && a <= 12
}

function relateById(a: PromptAnalysis, i: number, b: PromptAnalysis, j: number, lexicon: Lexicon): number {
  const known = lexicon.relation(a.ids[i]!, b.ids[j]!)
  let bits = 0
  if (known !== 0) {
    if ((known & Relation.synonym) !== 0) bits |= R.synonym
    if ((known & Relation.requestSynonym) !== 0) bits |= R.requestSynonym
    if ((known & Relation.weakSynonym) !== 0) bits |= R.weakSynonym
    if ((known & Relation.paraphrase) !== 0) bits |= R.paraphrase
    if ((known & Relation.opposite) !== 0) bits |= R.opposite
    if ((known & (Relation.antonym | Relation.indirectAntonym)) !== 0) bits |= R.antonym
  }
  if ((bits & (R.synonym | R.requestSynonym)) === 0 && shareCategory(a.categories[i]!, b.categories[j]!)) bits |= R.category
  return bits
}

function relateByForm(a: PromptAnalysis, i: number, b: PromptAnalysis, j: number, lexicon: Lexicon, relation: number): number {
  let bits = relation
  const lemmaA = a.lemmas[i]!
  const lemmaB = b.lemmas[j]!
  const isKnownA = a.ids[i]! >= 0
  const isKnownB = b.ids[j]! >= 0
  if (isKnownA && isKnownB && (bits & (R.synonym | R.requestSynonym)) === 0) {
    const senses = lexicon.senseRelation(a.ids[i]!, b.ids[j]!)
    if (senses === 'hypernym') bits |= R.hypernym
    else if (senses === 'sibling') bits |= R.sibling
    else if (senses === 'same' && (bits & (R.antonym | R.opposite)) === 0) bits |= R.weakSynonym
  }
  const areAdjectives = (lexicon.kind(lemmaA) & lexicon.kind(lemmaB) & WordKind.adjective) !== 0
  if ((bits & R.opposite) === 0 && areAffixOpposites(lemmaA, lemmaB, areAdjectives))
    return (bits & ~(R.synonym | R.weakSynonym)) | R.antonym
  if (areDerived(lemmaA, lemmaB)) bits |= R.derived
  const areNames = (a.roles[i]! & b.roles[j]! & Role.name) !== 0
  const mayBeMisspelled =
    (areNames ? isKnownA !== isKnownB : !isKnownA || !isKnownB) && ((a.roles[i]! | b.roles[j]!) & Role.code) === 0
  if ((bits & R.derived) === 0 && mayBeMisspelled && areMisspelled(a.texts[i]!, b.texts[j]!)) return bits | R.misspelled
  const areCode = (a.roles[i]! & b.roles[j]! & Role.code) !== 0
  if ((areNames || areCode) && (bits & SAME_MEANING) === 0) bits |= R.nameDifferent
  return bits
}

function shareCategory(a: readonly number[], b: readonly number[]): boolean {
  return a.length > 0 && b.length > 0 && a.some((category) => b.includes(category))
}

/** How far words of these relations count as the same, 0…1, where meaning vectors have no say; −1: let them speak. */
export function relationScore(bits: number): number {
  if ((bits & R.exact) !== 0) return (bits & R.numberDifferent) !== 0 ? 0.3 : 1
  if ((bits & R.lemma) !== 0) return 0.97
  if ((bits & R.numberEqual) !== 0) return 0.97
  if ((bits & (R.phrase | R.acronym | R.misspelled)) !== 0) return 0.91
  if ((bits & CONFLICTS) !== 0) return 0
  if ((bits & R.requestSynonym) !== 0) return 0.92
  if ((bits & (R.derived | R.synonym)) !== 0) return 0.85
  if ((bits & R.weakSynonym) !== 0) return 0.7
  if ((bits & R.paraphrase) !== 0) return 0.65
  if ((bits & R.hypernym) !== 0) return 0.5
  if ((bits & R.sibling) !== 0) return 0.25
  return 0
}
