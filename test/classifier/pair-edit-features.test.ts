import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addEditFeatures', () => {
  it('sees one word in the slot of another', () => {
    const edit = compare('Ship the red chair today', 'Ship the blue chair today')
    expect(edit).toMatchObject({
      substitutions: 1,
      onlySubstitution: 1,
      substitutionConflicts: 1,
      onlyInsertions: 0,
      nothingUnmatched: 0,
    })
    expect(edit.commonStart).toBeCloseTo(2 / 5)
    expect(edit.commonEnd).toBeCloseTo(2 / 5)
    expect(edit).toMatchObject({ middleMin: 1, middleMax: 1 })
  })

  it('sees names and verbs in a slot', () => {
    expect(compare('Call Ana today', 'Call Bruno today').substitutionNames).toBe(1)
    expect(compare('Grant access to Ana', 'Revoke access to Ana').substitutionVerbs).toBe(1)
  })

  it('sees that one prompt only adds something', () => {
    const more = compare('Ship the chair', 'Ship the chair to Lisbon')
    expect(more).toMatchObject({ onlyInsertions: 1, insertionName: 1, onlySubstitution: 0 })
    expect(more.insertionPeak).toBeGreaterThan(0)
  })

  it('knows the same words in another order, also when some repeat', () => {
    expect(compare('Ana calls Bruno', 'Bruno calls Ana').sameBag).toBe(1)
    expect(compare('copy that copy', 'that copy copy').sameBag).toBe(1)
    expect(compare('copy that copy', 'that that copy').sameBag).toBe(0)
  })

  it('measures shared letters', () => {
    const typo = compare('Request a refund', 'Request a refnud')
    const other = compare('Request a refund', 'Request a banana')
    expect(typo.trigramJaccard).toBeGreaterThan(other.trigramJaccard!)
    expect(compare('Request a refund', 'Request a refund')).toMatchObject({
      trigramJaccard: 1,
      trigramContainment: 1,
      lengthRatio: 1,
    })
  })
})
