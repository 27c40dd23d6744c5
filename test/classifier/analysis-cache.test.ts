import { describe, expect, it } from 'vitest'
import { AnalysisCache } from '../../src/classifier/analysis-cache.js'
import { bundledLexicon as lexicon } from '../text/bundled-lexicon.js'

describe('AnalysisCache', () => {
  it('analyses a prompt once', () => {
    const analyses = new AnalysisCache(lexicon, null)
    expect(analyses.of('Cancel my order')).toBe(analyses.of('Cancel my order'))
    expect(analyses.of('Cancel my order')).not.toBe(analyses.of('Cancel my order!'))
  })

  it('keeps the prompts used last, up to its bound', () => {
    const analyses = new AnalysisCache(lexicon, null, 3)
    const [a, b, c] = ['a', 'b', 'c'].map((prompt) => analyses.of(prompt))
    expect(analyses.of('a')).toBe(a)
    analyses.of('d')
    expect(analyses.of('c')).toBe(c)
    expect(analyses.of('a')).toBe(a)
    expect(analyses.of('b')).not.toBe(b)
  })

  it('keeps 4000 prompts when no bound is given', () => {
    const analyses = new AnalysisCache(lexicon, null)
    const first = analyses.of('prompt 0')
    for (let others = 1; others <= 4000; others++) analyses.of(`prompt ${others}`)
    expect(analyses.of('prompt 0')).not.toBe(first)
  })
})
