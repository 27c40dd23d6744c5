import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cosinesOf } from '../../src/classifier/pair-cosines.js'
import { analyzePrompt } from '../../src/text/analyze-prompt.js'
import { Role } from '../../src/text/prompt-analysis.js'
import { dot } from '../../src/text/vectors-of.js'
import { bundledLexicon as lexicon } from '../text/bundled-lexicon.js'
import { wordyPrompt } from './prompts.js'
import { RandomVectors, unitVector } from './reading.js'

describe('cosinesOf', () => {
  it('gives the product of every two content words, to the bit, whatever their number', () => {
    const vectors = new RandomVectors()
    fc.assert(
      fc.property(wordyPrompt, wordyPrompt, (first, second) => {
        const a = analyzePrompt(first, lexicon, vectors)
        const b = analyzePrompt(second, lexicon, vectors)
        const isStopWord = (role: number) => (role & Role.stopWord) !== 0
        const expected = a.texts.flatMap((_, i) =>
          b.texts.map((__, j) => {
            if (isStopWord(a.roles[i]!) || isStopWord(b.roles[j]!)) return 0
            return a.vectors[i] === b.vectors[j] ? 1 : dot(a.vectors[i]!, b.vectors[j]!)
          }),
        )
        expect(cosinesOf(a, b)).toEqual(Float32Array.from(expected))
      }),
    )
  })

  it('is 0 where a word has no vector', () => {
    const known = unitVector(16, 1)
    const few = { dimensions: 16, vectorOf: (token: string) => (token === 'bread' ? known : undefined) }
    const cosines = cosinesOf(analyzePrompt('bake bread', lexicon, few), analyzePrompt('eat bread', lexicon, few))
    expect([...cosines]).toEqual([0, 0, 0, 1])
  })
})
