import { AUXILIARIES, QUESTION_WORDS } from './grammar-words.js'
import type { Opening } from './openers.js'

/** What a prompt asks for; 1–7 are the question words of `QUESTION_WORDS`. */
export const QuestionType = {
  how: 6,
  /** *how many*, *how long* … take the numbers from here on. */
  firstMeasure: 40,
  yesNo: 20,
  /** An order, a wish or a statement. */
  request: 30,
} as const

const MEASURES = [
  'many',
  'much',
  'long',
  'often',
  'old',
  'far',
  'big',
  'tall',
  'fast',
  'soon',
  'late',
  'high',
  'deep',
  'heavy',
  'large',
]

/** Finds what a prompt asks for: a question word, a measure, yes or no, or a deed. */
export function questionType(texts: readonly string[], opening: Opening, isQuestion: boolean): number {
  if (opening.asksHow) return QuestionType.how
  const lead = QUESTION_WORDS.has(texts[opening.length] ?? '') ? opening.length : 0
  const word = QUESTION_WORDS.get(texts[lead] ?? '')
  if (word !== undefined) {
    const measure = word === QuestionType.how ? MEASURES.indexOf(texts[lead + 1] ?? '') : -1
    return measure >= 0 ? QuestionType.firstMeasure + measure : word
  }
  if (opening.asksDeed) return QuestionType.request
  if (!isQuestion && texts[0] === 'do' && texts[1] === 'not') return QuestionType.request
  if (AUXILIARIES.has(texts[0] ?? '') && !/^\d/.test(texts[1] ?? '')) return QuestionType.yesNo
  if (!isQuestion) return QuestionType.request
  const inside = texts.find((text) => QUESTION_WORDS.has(text))
  return inside === undefined ? QuestionType.yesNo : QUESTION_WORDS.get(inside)!
}
