import { describe, expect, it } from 'vitest'
import { describePair } from '../../src/classifier/pair-features.js'
import { align, compare, RandomVectors } from './reading.js'

describe('addCoverageFeatures', () => {
  it('covers a short prompt by a longer one, and not the other way round', () => {
    const { coverageMin, coverageMax, unmatchedCountMin, unmatchedCountMax } = compare(
      'Cancel my order',
      'Cancel my order and the insurance of the blue bicycle',
    )
    expect(coverageMax).toBeCloseTo(1)
    expect(coverageMin).toBeLessThan(0.6)
    expect([unmatchedCountMin, unmatchedCountMax]).toEqual([0, 3])
  })

  it('finds nothing in common where no word is', () => {
    expect(compare('Bake bread', 'Sell shares')).toMatchObject({
      coverageMax: 0,
      plainOverlapMax: 0,
      lemmaJaccard: 0,
      massJaccard: 0,
      sharedPeak: 0,
      certainShareMax: 0,
    })
  })

  it('overlaps by base forms over the whole prompt, also where it is too long to be compared word by word', () => {
    const filler = 'some words that say very little '.repeat(40)
    const { lemmaJaccard, truncated } = compare(`${filler} archive ${filler}`, `${filler} archives ${filler}`)
    expect(truncated).toBe(1)
    expect(lemmaJaccard).toBe(1)
  })

  it('has no cosine to tell without vectors, and −1 for the rest where one prompt has none', () => {
    expect(compare('Bake bread', 'Sell shares').meanCosine).toBe(0)
    const vectors = new RandomVectors()
    const same = describePair(align('Bake bread', 'Bake bread', vectors))
    expect(same.meanCosine).toBeCloseTo(1)
    expect(same).toMatchObject({ restCosinePeak: -1, restCosineMean: -1, restCosineSum: -1 })
    const other = describePair(align('Bake bread', 'Sell shares', vectors))
    expect(other.restCosinePeak).toBeGreaterThan(-1)
    expect(other.restCosinePeak).toBeGreaterThanOrEqual(other.restCosineMean!)
  })
})
