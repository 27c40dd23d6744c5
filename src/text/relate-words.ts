import type { Lexicon } from './lexicon.js'
import { Role, type PromptAnalysis } from './prompt-analysis.js'
import { AFFIX_OPPOSITE, relateLemmas, relateListed } from './relate-lemmas.js'
import { relateNumbers } from './relate-numbers.js'
import { areMisspelled } from './word-forms.js'
import { SAME_MEANING, WordRelation as R } from './word-relation.js'

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
  if ((roleA & roleB & Role.stopWord) !== 0) return withCategory(relateListed(lexicon, a.ids[i]!, b.ids[j]!), a, i, b, j)
  const known = relateLemmas(lexicon, a.lemmas[i]!, a.ids[i]!, b.lemmas[j]!, b.ids[j]!)
  const bits = withCategory(known & ~AFFIX_OPPOSITE, a, i, b, j)
  if ((known & AFFIX_OPPOSITE) !== 0) return (bits & ~(R.synonym | R.weakSynonym)) | R.antonym
  return relateAsWritten(bits, a, i, b, j)
}

/** Adds that two words are different members of a closed set. */
function withCategory(bits: number, a: PromptAnalysis, i: number, b: PromptAnalysis, j: number): number {
  if ((bits & (R.synonym | R.requestSynonym)) !== 0) return bits
  return shareCategory(a.categories[i]!, b.categories[j]!) ? bits | R.category : bits
}

function shareCategory(a: readonly number[], b: readonly number[]): boolean {
  return a.length > 0 && b.length > 0 && a.some((category) => b.includes(category))
}

/** Adds what only the prompts themselves tell: slips in writing, and two names that differ. */
function relateAsWritten(bits: number, a: PromptAnalysis, i: number, b: PromptAnalysis, j: number): number {
  const isKnownA = a.ids[i]! >= 0
  const isKnownB = b.ids[j]! >= 0
  const areNames = (a.roles[i]! & b.roles[j]! & Role.name) !== 0
  const mayBeMisspelled =
    (areNames ? isKnownA !== isKnownB : !isKnownA || !isKnownB) && ((a.roles[i]! | b.roles[j]!) & Role.code) === 0
  if ((bits & R.derived) === 0 && mayBeMisspelled && areMisspelled(a.texts[i]!, b.texts[j]!)) return bits | R.misspelled
  const areCode = (a.roles[i]! & b.roles[j]! & Role.code) !== 0
  return (areNames || areCode) && (bits & SAME_MEANING) === 0 ? bits | R.nameDifferent : bits
}
