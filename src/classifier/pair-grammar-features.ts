import { DEGREE_IDEAS, FREQUENCY_IDEAS, ONLY_IDEA, SET_IDEAS } from '../text/grammar-words.js'
import { QuestionType } from '../text/question-type.js'
import type { PromptAnalysis } from '../text/prompt-analysis.js'
import type { FeatureSink } from './feature-sink.js'
import type { PairView } from './pair-view.js'

/** Quantifiers, modality, tense, persons, owners, comparison and the kind of question. */
export function addGrammarFeatures(features: FeatureSink, { pair: { a, b } }: PairView): void {
  addQuantifiers(features, a.quantifierBits, b.quantifierBits)
  features.add('modalDifference', bitCount(a.modalBits ^ b.modalBits))
  features.add('dutyDifference', bitCount((a.modalBits ^ b.modalBits) & (1 << 4)))
  features.add('pastDifference', a.isPast === b.isPast ? 0 : 1)
  features.add('futureDifference', a.isFuture === b.isFuture ? 0 : 1)
  addQuestions(features, a, b)
  features.addBoth('personsOnly', bitCount(a.personBits & ~b.personBits), bitCount(b.personBits & ~a.personBits))
  features.addBoth('ownersOnly', bitCount(a.ownerBits & ~b.ownerBits), bitCount(b.ownerBits & ~a.ownerBits))
  features.add('thirdPersonDifference', bitCount((a.personBits ^ b.personBits) & 0b1110000) > 0 ? 1 : 0)
  features.add('hasConjunction', a.hasConjunction && b.hasConjunction ? 1 : 0)
  features.add('orDifference', differs(a, b, 'or'))
  features.add('andDifference', differs(a, b, 'and'))
  features.add('byDifference', differs(a, b, 'by'))
  features.add('ifDifference', differs(a, b, 'if'))
  features.add('thanAny', a.texts.includes('than') || b.texts.includes('than') ? 1 : 0)
  features.add('openerDifference', Math.abs(a.openerLength - b.openerLength))
  features.add('truncated', a.isTruncated || b.isTruncated ? 1 : 0)
}

function addQuantifiers(features: FeatureSink, a: readonly number[], b: readonly number[]): void {
  const onlyA = a.filter((idea) => !b.includes(idea))
  const onlyB = b.filter((idea) => !a.includes(idea))
  const all = [...onlyA, ...onlyB]
  features.addBoth('quantifiersOnly', onlyA.length, onlyB.length)
  features.add('onlyDifference', all.includes(ONLY_IDEA) ? 1 : 0)
  features.add('setDifference', all.some((idea) => SET_IDEAS.has(idea)) ? 1 : 0)
  features.add('degreeDifference', all.some((idea) => DEGREE_IDEAS.has(idea)) ? 1 : 0)
  features.add('frequencyDifference', all.some((idea) => FREQUENCY_IDEAS.has(idea)) ? 1 : 0)
}

function addQuestions(features: FeatureSink, a: PromptAnalysis, b: PromptAnalysis): void {
  const isWord = (type: number) => type !== QuestionType.yesNo && type !== QuestionType.request
  const isEither = (type: number) => (a.questionType === type) !== (b.questionType === type)
  features.add('questionEqual', a.questionType === b.questionType ? 1 : 0)
  features.add(
    'questionWordsDiffer',
    a.questionType !== b.questionType && isWord(a.questionType) && isWord(b.questionType) ? 1 : 0,
  )
  features.add('requestAgainstQuestion', isEither(QuestionType.request) ? 1 : 0)
  features.add('yesNoAgainstOther', isEither(QuestionType.yesNo) ? 1 : 0)
  features.add('howAgainstRequest', isEither(QuestionType.how) && isEither(QuestionType.request) ? 1 : 0)
  features.add('whyAgainstOther', isEither(5) ? 1 : 0)
  features.add('bothRequests', a.questionType === QuestionType.request && b.questionType === QuestionType.request ? 1 : 0)
  features.add('markDifference', a.isQuestion === b.isQuestion ? 0 : 1)
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
