import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addGrammarFeatures', () => {
  it.each([
    ['setDifference', 'Delete all files', 'Delete some files'],
    ['onlyDifference', 'Notify the admins', 'Notify only the admins'],
    ['frequencyDifference', 'Always lock the door', 'Rarely lock the door'],
    ['degreeDifference', 'Show the maximum price', 'Show the minimum price'],
    ['dutyDifference', 'Guests must register', 'Guests may register'],
    ['pastDifference', 'The server is down', 'The server was down'],
    ['futureDifference', 'The server is down', 'The server will be down'],
    ['ownersOnlyMax', 'Show my invoices', 'Show your invoices'],
    ['personsOnlyMax', 'Should I call them?', 'Should I call her?'],
    ['thirdPersonDifference', 'Call him back', 'Call her back'],
    ['orDifference', 'Ship tea and milk', 'Ship tea or milk'],
    ['andDifference', 'Ship tea and milk', 'Ship tea or milk'],
    ['byDifference', 'Sort them by date', 'Sort them'],
    ['ifDifference', 'Ship it if it is paid', 'Ship it'],
    ['questionWordsDiffer', 'When does the shop open?', 'Where does the shop open?'],
    ['requestAgainstQuestion', 'Cancel my order', 'Is my order cancelled?'],
    ['howAgainstRequest', 'Cancel my order', 'How do I cancel my order?'],
    ['whyAgainstOther', 'Why did it fail?', 'When did it fail?'],
  ])('%s fires between %j and %j, and for neither against itself', (feature, a, b) => {
    expect(compare(a, b)[feature]).toBeGreaterThan(0)
    expect(compare(a, a)[feature]).toBe(0)
    expect(compare(b, b)[feature]).toBe(0)
  })

  it('takes words of one idea for the same', () => {
    expect(compare('Delete all files', 'Delete every file')).toMatchObject({ setDifference: 0, quantifiersOnlyMax: 0 })
    expect(compare('It often fails', 'It fails frequently')).toMatchObject({ frequencyDifference: 0 })
  })

  it('takes an order and a polite request for the same', () => {
    expect(compare('Cancel my order', 'Could you please cancel my order?')).toMatchObject({
      questionEqual: 1,
      howAgainstRequest: 0,
    })
  })
})
