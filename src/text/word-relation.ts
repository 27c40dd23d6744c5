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

/** How far words of these relations count as the same, 0…1, before their vectors are asked. */
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
