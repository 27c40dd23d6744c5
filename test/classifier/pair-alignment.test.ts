import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PairAlignment } from '../../src/classifier/pair-alignment.js'
import { WordRelation } from '../../src/text/word-relation.js'
import { anyPrompt } from './prompts.js'
import { align, RandomVectors } from './reading.js'

/** Words of both prompts that were matched, with their score to one decimal. */
function matchesOf({ a, b, partnersA, matchA }: PairAlignment): string[] {
  return a.texts.flatMap((text, i) => (partnersA[i]! < 0 ? [] : [`${text} ${b.texts[partnersA[i]!]!} ${matchA[i]!.toFixed(1)}`]))
}

describe('alignPair', () => {
  it('gives the same for both orders', () => {
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (a, b) => {
        expect(align(b, a)).toEqual(align(a, b))
      }),
    )
  })

  it('matches a word to one word at most, with the score of their cell', () => {
    const vectors = new RandomVectors()
    const hasExpression = (bits: number) => (bits & (WordRelation.phrase | WordRelation.acronym)) !== 0
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (first, second) => {
        const { a, b, relations, scores, partnersA, partnersB, matchA, matchB } = align(first, second, vectors)
        fc.pre(!relations.some(hasExpression))
        for (const [i, j] of partnersA.entries()) {
          if (j < 0) expect(matchA[i]).toBe(0)
          else expect([partnersB[j], matchA[i], matchB[j]]).toEqual([i, scores[i * b.texts.length + j], matchA[i]])
        }
        expect(partnersB.filter((i) => i >= 0).length).toBe(partnersA.filter((j) => j >= 0).length)
        expect(relations.length).toBe(a.texts.length * b.texts.length)
      }),
    )
  })

  it('leaves no two words alone that would match', () => {
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (first, second) => {
        const { b, scores, partnersA, partnersB } = align(first, second)
        const open = scores.findIndex(
          (score, cell) =>
            score >= 0.3 && partnersA[Math.floor(cell / b.texts.length)]! < 0 && partnersB[cell % b.texts.length]! < 0,
        )
        expect(open).toBe(-1)
      }),
    )
  })

  it('matches repeated words place by place', () => {
    const { partnersA } = align('copy this and copy that', 'copy this and copy that now')
    expect([...partnersA]).toEqual([0, 1, 2, 3, 4])
  })

  it('prefers the better match, and among equals the one beside another match', () => {
    expect(matchesOf(align('migrate', 'migration migrate'))).toEqual(['migrate migrate 1.0'])
    const { a, b, partnersA } = align('red door please', 'blue door and red door')
    expect([a.texts[1], b.texts[partnersA[1]!], partnersA[1]]).toEqual(['door', 'door', 4])
  })

  it('matches by base form and by synonym, and opposites not at all', () => {
    expect(matchesOf(align('purchased chairs', 'buy chair'))).toEqual(['buy purchased 0.9', 'chair chairs 1.0'].toSorted())
    expect(matchesOf(align('approve', 'deny'))).toEqual([])
  })

  it('lets an expression stand for one word, whose partners all its words are', () => {
    const { a, b, partnersA, partnersB, matchA, matchB } = align('postpone the meeting', 'put off the meeting')
    const [short, long] = a.texts.length < b.texts.length ? [partnersA, partnersB] : [partnersB, partnersA]
    expect([...long].slice(0, 2)).toEqual([0, 0])
    expect(short[0]).toBeOneOf([0, 1])
    for (const match of [matchA[0]!, matchB[0]!]) expect(match).toBeGreaterThan(0.85)
  })

  it('aligns by meaning where relations are silent, but not past a conflict', () => {
    const shared = new RandomVectors().vectorOf('shared')
    const near = { dimensions: shared.length, vectorOf: () => shared }
    expect(matchesOf(align('gizmo', 'gadget', near))).toHaveLength(1)
    expect(matchesOf(align('approve', 'deny', near))).toEqual([])
    expect(matchesOf(align('20', '25', near))).toEqual([])
  })
})
