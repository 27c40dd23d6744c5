import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addRelationFeatures', () => {
  it.each([
    ['synonymMass', 'Buy a big car', 'Purchase a big car'],
    ['derivedMass', 'Explain the configuration', 'Explain how to configure it'],
    ['misspelledMass', 'Request a refund', 'Request a refnud'],
  ])('%s carries the match of %j and %j', (feature, a, b) => {
    const features = compare(a, b)
    expect(features[feature]).toBeGreaterThan(0)
    expect(features).toMatchObject({ unmatchedCountMax: 0, antonyms: 0, opposites: 0 })
  })

  it.each([
    ['opposites', 'Approve the refund', 'Deny the refund'],
    ['opposites', 'Install the package', 'Uninstall the package'],
    ['antonyms', 'The doctor is careful', 'The doctor is careless'],
    ['categories', 'Paint it red', 'Paint it green'],
  ])('%s stand between %j and %j', (feature, a, b) => {
    expect(compare(a, b)[feature]).toBe(1)
    expect(compare(a, a)[feature]).toBe(0)
  })

  it('weighs a conflict by the lighter of its words', () => {
    const { antonymPeak, unmatchedPeakMin } = compare('Approve the refund', 'Deny the refund')
    expect(antonymPeak).toBe(unmatchedPeakMin)
  })

  it('looks at what is asked for first and last', () => {
    const head = compare('Approve the refund', 'Deny the refund')
    expect(head).toMatchObject({ headConflict: 1, headMatchMax: 0, tailConflict: 0, tailMatchMin: 1 })
    const tail = compare('Paint the door red', 'Paint the door green')
    expect(tail).toMatchObject({ headConflict: 0, headMatchMin: 1, tailConflict: 1, tailMatchMax: 0 })
  })

  it('does not count opposites that both prompts hold', () => {
    const both = compare('Approve or deny the refund', 'Should I deny or approve the refund?')
    expect(both).toMatchObject({ opposites: 0, antonyms: 0, unsharedAntonyms: 0 })
  })
})
