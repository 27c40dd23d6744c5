import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { relateWords } from '../../src/text/relate-words.js'
import { CONFLICTS, WordRelation as R } from '../../src/text/word-relation.js'
import { anyText } from './any-text.js'
import { analyze, bundledLexicon, relateLast, saySame } from './bundled-lexicon.js'

describe('relateWords', () => {
  test.each([
    ['the refund', 'a refund', R.exact],
    ['my refunds', 'my refund', R.lemma],
    ['a colour', 'a color', R.lemma],
    ['please recieve', 'please receive', R.misspelled],
    ['on monday', 'on tuesday', R.category],
    ['must approve', 'must deny', R.opposite],
    ['must encrypt', 'must decrypt', R.opposite],
  ])('finds the last words of %j and %j related', (a, b, bit) => {
    expect(relateLast(a, b) & bit).toBe(bit)
  })

  test.each([
    ['open https://example.com/a', 'open https://example.com/b'],
    ['mail joe@example.com', 'mail jon@example.com'],
    ['run it with --force', 'run it with --forse'],
    ['delete user_id', 'delete user_ip'],
    ['edit /etc/hosts.allow', 'edit /etc/hosts.allaw'],
    ['show Q3', 'show Q4'],
    ['ask for Zyntara', 'ask for Zyntaro'],
  ])('takes no slip of one letter for a misspelling in names and code: %j and %j', (a, b) => {
    const bits = relateLast(a, b)
    expect(bits & R.misspelled).toBe(0)
    expect(bits & CONFLICTS).not.toBe(0)
  })

  test.each([
    ['Take 5 mg twice daily', 'take 5mg two times a day'],
    ['Take 5 mg once a day', 'Take 5 mg daily'],
    ['Meet on 2024-03-05', 'meet on 5 Mar 2024'],
    ['Meet at half past three', 'Meet at 3:30'],
    ['Show the Q3 revenue', 'Show the third quarter revenue'],
    ['Show FY24 revenue', 'Show fiscal year 2024 revenue'],
    ['Schedule it on Fri', 'schedule it on Friday'],
    ["I can't log in", 'I cannot log in'],
    ['No one approved it', 'Nobody approved it'],
    ['a non-refundable ticket', 'a nonrefundable ticket'],
    ['Call (555) 123-4567', 'call 555-123-4567'],
    ['organise the catalogue', 'organize the catalog'],
    ['HOW DO I RESET MY PASSWORD??', 'how do i reset my password'],
    ['The 21st century', 'the twenty-first century'],
    ['Install python3.10', 'install Python 3.10'],
    ['Travel to the U.S.', 'travel to the US'],
    ['Set it to 5°C', 'set it to 5 degrees Celsius'],
    ['Pay $20', 'pay 20 US dollars'],
  ])('finds nothing different between %j and %j', (a, b) => {
    expect(saySame(a, b)).toBe(true)
    expect(saySame(b, a)).toBe(true)
  })

  test.each([
    ['Take 5 mg twice daily', 'Take 5 mg three times daily'],
    ['Show the Q3 revenue', 'Show the Q4 revenue'],
    ['Set it to 5°C', 'Set it to 5°F'],
    ['Pay $20', 'Pay €20'],
    ['The first invoice', 'The second invoice'],
    ['Travel to the US', 'Travel to the UK'],
    ['Schedule it on Fri', 'Schedule it on Thu'],
    ['Report weekly', 'Report every month'],
    ["I can't log in", 'I can log in'],
    ['Sort by x >= 5', 'Sort by x <= 5'],
    ['Approve the loan', 'Deny the loan'],
  ])('finds something different between %j and %j', (a, b) => {
    expect(saySame(a, b)).toBe(false)
    expect(saySame(b, a)).toBe(false)
  })

  test('is symmetric for any two texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (textA, textB) => {
        const a = analyze(textA)
        const b = analyze(textB)
        for (let i = 0; i < a.texts.length; i++) {
          for (let j = 0; j < b.texts.length; j++) {
            expect(relateWords(a, i, b, j, bundledLexicon, true)).toBe(relateWords(b, j, a, i, bundledLexicon, true))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('finds each word of any text the same as itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const a = analyze(text)
        for (let i = 0; i < a.texts.length; i++)
          expect(relateWords(a, i, a, i, bundledLexicon, true) & (R.exact | CONFLICTS)).toBe(R.exact)
      }),
    )
  })
})
