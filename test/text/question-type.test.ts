import { expect, test } from 'vitest'
import { readOpening } from '../../src/text/openers.js'
import { QuestionType, questionType } from '../../src/text/question-type.js'
import { spell } from './spell.js'

function typeOf(prompt: string): number {
  const texts = spell(prompt).split(' ')
  return questionType(texts, readOpening(texts), prompt.endsWith('?'))
}

test.each([
  [
    'how',
    QuestionType.how,
    ['How do I cancel it?', "What's the best way to cancel it", 'tell me how to cancel it', 'how does it work?'],
  ],
  ['yes or no', QuestionType.yesNo, ['Is it open?', 'can I return it', "Isn't it open?", 'It is open?']],
  ['a deed', QuestionType.request, ['Cancel it', 'Can you cancel it?', 'Do not cancel it', "Don't cancel it", 'May 13 is fine']],
])('questionType finds that these ask for %s', (_, type, prompts) => {
  expect(prompts.map(typeOf)).toEqual(prompts.map(() => type))
})

test('questionType tells question words and measures apart', () => {
  const prompts = [
    'what is it?',
    'who is it?',
    'when is it?',
    'where is it?',
    'why is it?',
    'which is it?',
    'how many are there?',
    'how long is it?',
  ]
  expect(new Set(prompts.map(typeOf)).size).toBe(prompts.length)
})

test('questionType finds a question word inside a question', () => {
  expect(typeOf('The file is where?')).toBe(typeOf('Where is the file?'))
})
