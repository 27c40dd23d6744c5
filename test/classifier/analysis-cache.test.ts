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

  it('counts words, so that long prompts take the room of several short ones', () => {
    const analyses = new AnalysisCache(lexicon, null, 4)
    const [a, b] = ['a', 'b'].map((prompt) => analyses.of(prompt))
    analyses.of('bake some bread')
    expect(analyses.of('b')).toBe(b)
    expect(analyses.of('a')).not.toBe(a)
  })

  it('has room until its bound is reached', () => {
    const analyses = new AnalysisCache(lexicon, null, 2)
    const rooms = ['a', 'b', 'c'].map((prompt) => {
      analyses.of(prompt)
      return analyses.hasRoom
    })
    expect(rooms).toEqual([true, false, false])
  })
})
