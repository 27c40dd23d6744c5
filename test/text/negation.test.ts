import { describe, expect, test } from 'vitest'
import { isNegatorAt, markNegated } from '../../src/text/negation.js'
import { STOP_WORDS } from '../../src/text/stop-words.js'

/** Negators of a text as one line. */
function negatorsOf(text: string): string {
  const texts = text.split(' ')
  return texts.filter((_, at) => isNegatorAt(texts, at)).join(' ')
}

describe('isNegatorAt', () => {
  test.each([
    ['do not pay', 'not'],
    ['never pay without checking', 'never without'],
    ['nobody replied', 'nobody'],
    ['it is no longer available', 'no'],
    ['do not just restart it', 'not'],
    ['neither alice nor bob', 'neither'],
    ['nor does it work', 'nor'],
  ])('finds the denial in %s', (text, negators) => {
    expect(negatorsOf(text)).toBe(negators)
  })

  test.each([
    'not only managers but everyone',
    'not just today',
    'tell me whether to pay or not',
    'whether or not to pay',
    'answer yes or no',
    'answer yes no',
    'call me no matter what',
    'approve it',
  ])('finds none in %s', (text) => {
    expect(negatorsOf(text)).toBe('')
  })
})

describe('markNegated', () => {
  /** `|` begins a sentence, `,` a clause; gives the words that are reached. */
  function reachedIn(text: string): string {
    const sentences: number[] = []
    const clauses: number[] = []
    const texts: string[] = []
    for (const word of text.split(' ')) {
      if (word === '|') sentences.push(texts.length)
      else if (word === ',') clauses.push(texts.length)
      else texts.push(word)
    }
    const isContent = (at: number) => !STOP_WORDS.has(texts[at]!)
    const marks = markNegated(
      texts,
      isContent,
      (at) => sentences.includes(at),
      (at) => clauses.includes(at),
    )
    return texts.filter((_, at) => marks[at] === 1 && isContent(at)).join(' ')
  }

  test.each([
    ['do not delete the old backup now', 'delete old'],
    ['it does not work | restart the server', 'work'],
    ['if it is not paid , cancel it', 'paid'],
    ['do not restart , stop the server', 'restart'],
    ['do not delete , move or rename it', 'delete move'],
    ['not red but blue', 'red'],
    ['do not wait because time passes', 'wait'],
    ['neither alice nor bob called', 'alice nor bob called'],
    ['not only red', ''],
    ['red', ''],
  ])('reaches in %s: %s', (text, reached) => {
    expect(reachedIn(text)).toBe(reached)
  })
})
