import { DEGREE_IDEAS, FREQUENCY_IDEAS, ONLY_IDEA, SET_IDEAS } from '../text/grammar-words.js'
import { QuestionType } from '../text/question-type.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import { addBoth, type Features, type PairView } from './pair-view.js'

/** Quantifiers, modality, tense, persons, owners, comparison and the kind of question. */
export function addGrammarFeatures(features: Features, { pair: { a, b } }: PairView): void {
  addQuantifiers(features, a.quantifierBits, b.quantifierBits)
  features.modalDifference = bitCount(a.modalBits ^ b.modalBits)
  features.dutyDifference = bitCount((a.modalBits ^ b.modalBits) & (1 << 4))
  features.pastDifference = a.isPast === b.isPast ? 0 : 1
  features.futureDifference = a.isFuture === b.isFuture ? 0 : 1
  addQuestions(features, a, b)
  addBoth(features, 'personsOnly', bitCount(a.personBits & ~b.personBits), bitCount(b.personBits & ~a.personBits))
  addBoth(features, 'ownersOnly', bitCount(a.ownerBits & ~b.ownerBits), bitCount(b.ownerBits & ~a.ownerBits))
  features.thirdPersonDifference = bitCount((a.personBits ^ b.personBits) & 0b1110000) > 0 ? 1 : 0
  features.hasConjunction = a.hasConjunction && b.hasConjunction ? 1 : 0
  features.orDifference = differs(a, b, 'or')
  features.andDifference = differs(a, b, 'and')
  features.byDifference = differs(a, b, 'by')
  features.ifDifference = differs(a, b, 'if')
  features.thanAny = a.texts.includes('than') || b.texts.includes('than') ? 1 : 0
  features.openerDifference = Math.abs(a.openerLength - b.openerLength)
  features.truncated = a.isTruncated || b.isTruncated ? 1 : 0
}

function addQuantifiers(features: Features, a: readonly number[], b: readonly number[]): void {
  const onlyA = a.filter((idea) => !b.includes(idea))
  const onlyB = b.filter((idea) => !a.includes(idea))
  const all = [...onlyA, ...onlyB]
  addBoth(features, 'quantifiersOnly', onlyA.length, onlyB.length)
  features.onlyDifference = all.includes(ONLY_IDEA) ? 1 : 0
  features.setDifference = all.some((idea) => SET_IDEAS.has(idea)) ? 1 : 0
  features.degreeDifference = all.some((idea) => DEGREE_IDEAS.has(idea)) ? 1 : 0
  features.frequencyDifference = all.some((idea) => FREQUENCY_IDEAS.has(idea)) ? 1 : 0
}

function addQuestions(features: Features, a: PromptAnalysis, b: PromptAnalysis): void {
  const isWord = (type: number) => type !== QuestionType.yesNo && type !== QuestionType.request
  const isEither = (type: number) => (a.questionType === type) !== (b.questionType === type)
  features.questionEqual = a.questionType === b.questionType ? 1 : 0
  features.questionWordsDiffer = a.questionType !== b.questionType && isWord(a.questionType) && isWord(b.questionType) ? 1 : 0
  features.requestAgainstQuestion = isEither(QuestionType.request) ? 1 : 0
  features.yesNoAgainstOther = isEither(QuestionType.yesNo) ? 1 : 0
  features.howAgainstRequest =
    isEither(QuestionType.how) && (a.questionType === QuestionType.request || b.questionType === QuestionType.request) ? 1 : 0
  features.whyAgainstOther = isEither(5) ? 1 : 0
  features.bothRequests = a.questionType === QuestionType.request && b.questionType === QuestionType.request ? 1 : 0
  features.markDifference = a.isQuestion === b.isQuestion ? 0 : 1
}

function differs(a: PromptAnalysis, b: PromptAnalysis, word: string): number {
  return a.texts.includes(word) === b.texts.includes(word) ? 0 : 1
}

function bitCount(bits: number): number {
  let rest = bits
  let ones = 0
  for (; rest !== 0; rest &= rest - 1) ones++
  return ones
}
