import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addNegationFeatures', () => {
  it.each([
    ['Delete the old logs', 'Do not delete the old logs'],
    ['The shop is open', "The shop isn't open"],
    ['Deploy with a backup', 'Deploy without a backup'],
  ])('tells %j from %j by a negator that only one has', (a, b) => {
    expect(compare(a, b)).toMatchObject({ negatorDifference: 1, negatorParity: 1, negatorAny: 1 })
  })

  it('counts two negators on one side as none', () => {
    expect(compare('It is not impossible that he never came', 'It is possible that he came').negatorParity).toBe(0)
  })

  it('sees which words are denied when both prompts deny', () => {
    const moved = compare('Do not email Ana, call Bruno', 'Email Ana, do not call Bruno')
    expect(moved.negatorParity).toBe(0)
    expect(moved.scopeMismatch).toBeGreaterThan(0)
    expect(compare('Do not email Ana, call Bruno', 'Please do not email Ana, call Bruno').scopeMismatch).toBe(0)
  })

  it('tells a denied opposite, which means the same, from a bare opposite', () => {
    expect(compare('Leave the door open', 'Do not leave the door closed')).toMatchObject({
      negatorWithAntonym: 1,
      negatorAlone: 0,
    })
    expect(compare('Leave the door open', 'Leave the door closed')).toMatchObject({ negatorWithAntonym: 0, negatorParity: 0 })
  })

  it('sees an action against its opposite', () => {
    for (const [start, stop] of [
      ['Approve the refund', 'Deny the refund'],
      ['Grant access to Ana', 'Revoke access for Ana'],
      ['Turn the light on', 'Turn the light off'],
    ] as const) {
      expect(compare(start, stop), start).toMatchObject({
        stopAgainstStart: 1,
        directionOpposed: 1,
        stopParity: 1,
        unsharedAntonyms: 1,
      })
    }
  })

  it('does not take a word for opposed that both prompts hold', () => {
    expect(compare('Approve it', 'Approve it or deny it').unsharedAntonyms).toBe(0)
    expect(compare('Approve or deny', 'Approve it for Ana today').unsharedAntonyms).toBe(0)
  })

  it('sees no opposition between two ways to ask for one action', () => {
    const same = compare('Approve the refund', 'Please grant the refund')
    expect(same).toMatchObject({ stopAgainstStart: 0, directionOpposed: 0, unsharedAntonyms: 0, opposites: 0, negatorParity: 0 })
  })
})
