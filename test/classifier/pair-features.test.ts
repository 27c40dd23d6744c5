import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describePair, FEATURE_NAMES, writeFeatures } from '../../src/classifier/pair-features.js'
import { anyPrompt, PROMPTS, wordyPrompt } from './prompts.js'
import { align, RandomVectors } from './reading.js'

const vectors = new RandomVectors()

function featuresOf(first: string, second: string): Float32Array {
  const row = new Float32Array(FEATURE_NAMES.length)
  writeFeatures(align(first, second, vectors), row, 0)
  return row
}

function expectSymmetric(first: string, second: string): void {
  expect(featuresOf(first, second)).toEqual(featuresOf(second, first))
}

describe('writeFeatures', () => {
  it('gives the same bits in both orders, for any two listed prompts', () => {
    for (const first of PROMPTS) for (const second of PROMPTS) expectSymmetric(first, second)
  })

  it('gives the same bits in both orders, for any strings', () => {
    fc.assert(fc.property(anyPrompt, anyPrompt, expectSymmetric))
  })

  it('gives the same bits in both orders, for prompts full of what features look for', () => {
    fc.assert(fc.property(wordyPrompt, wordyPrompt, expectSymmetric))
  })

  it('gives finite numbers for any strings', () => {
    fc.assert(fc.property(anyPrompt, anyPrompt, (a, b) => featuresOf(a, b).every(Number.isFinite)))
  })

  it('gives the same bits when words were related before', () => {
    fc.assert(
      fc.property(wordyPrompt, wordyPrompt, wordyPrompt, (a, b, c) => {
        const before = featuresOf(a, b)
        featuresOf(b, c)
        featuresOf(a, c)
        expect(featuresOf(a, b)).toEqual(before)
      }),
    )
  })

  it('writes its own row only', () => {
    const width = FEATURE_NAMES.length
    const rows = new Float32Array(3 * width).fill(-7)
    writeFeatures(align('Approve it', 'Deny it'), rows, width)
    expect(rows.subarray(0, width).every((value) => value === -7)).toBe(true)
    expect(rows.subarray(width, 2 * width).includes(-7)).toBe(false)
    expect(rows.subarray(2 * width).every((value) => value === -7)).toBe(true)
  })
})

describe('describePair', () => {
  it('names what writeFeatures writes, in its order, whatever the prompts', () => {
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (a, b) => {
        const named = describePair(align(a, b, vectors))
        expect(Object.keys(named)).toEqual(FEATURE_NAMES)
        expect(Float32Array.from(Object.values(named))).toEqual(featuresOf(a, b))
      }),
    )
  })

  it('finds that a prompt covers itself and differs in nothing', () => {
    const said = PROMPTS.filter((prompt) => /[a-z]/i.test(prompt))
    for (const prompt of said) {
      const { coverageMin, unmatchedCountMax, antonyms, opposites, negatorParity, inversions, quantifiersOnlyMax, sameBag } =
        describePair(align(prompt, prompt))
      expect({ unmatchedCountMax, antonyms, opposites, negatorParity, inversions, quantifiersOnlyMax, sameBag }, prompt).toEqual({
        unmatchedCountMax: 0,
        antonyms: 0,
        opposites: 0,
        negatorParity: 0,
        inversions: 0,
        quantifiersOnlyMax: 0,
        sameBag: 1,
      })
      expect(coverageMin).toBeCloseTo(1, 5)
    }
  })
})

describe('FEATURE_NAMES', () => {
  it('names every feature once', () => {
    expect(new Set(FEATURE_NAMES).size).toBe(FEATURE_NAMES.length)
  })
})
