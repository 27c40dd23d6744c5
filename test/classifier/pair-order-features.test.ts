import { describe, expect, it } from 'vitest'
import { compare } from './reading.js'

describe('addOrderFeatures', () => {
  it('sees prepositions that change their words', () => {
    const swapped = compare('Find flights from Paris to London', 'Find flights from London to Paris')
    expect(swapped).toMatchObject({ rolesSwapped: 1, tellingPrepositionsChanged: 2, nameInversions: 1, sameWordsInverted: 1 })
  })

  it('sees no swap when prepositions move with their words', () => {
    const moved = compare('Find flights from Paris to London', 'Find flights to London from Paris')
    expect(moved).toMatchObject({ rolesSwapped: 0, tellingPrepositionsChanged: 0 })
    expect(moved.inversions).toBeGreaterThan(0)
  })

  it('sees words that change the side of their verb', () => {
    expect(compare('Ajax beats Feyenoord', 'Feyenoord beats Ajax').sidesSwapped).toBe(1)
    expect(compare('Ajax beats Feyenoord', 'Ajax beats Feyenoord today').sidesSwapped).toBe(0)
  })

  it('counts different telling prepositions of one prompt once each', () => {
    const { tellingPrepositionsOnlyMin, tellingPrepositionsOnlyMax } = compare(
      'Move it from here and from there',
      'Move it to here before tomorrow',
    )
    expect([tellingPrepositionsOnlyMin, tellingPrepositionsOnlyMax]).toEqual([1, 2])
  })

  it('finds nothing out of order in the same words in the same order', () => {
    const same = compare('Copy the report to the archive', 'Please copy the report to the archive')
    expect(same).toMatchObject({
      inversions: 0,
      inversionShare: 0,
      adjacency: 1,
      rolesSwapped: 0,
      sidesSwapped: 0,
      nameInversions: 0,
    })
  })
})
