import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyzePrompt, MAX_ANALYZED_TOKENS } from '../../src/text/analyze-prompt.js'
import type { PromptAnalysis } from '../../src/text/prompt-analysis.js'
import { Role } from '../../src/text/prompt-analysis.js'
import { anyText } from './any-text.js'
import { smallLexicon } from './small-lexicon.js'

const lexicon = smallLexicon()
const vectors = { dimensions: 2, vectorOf: (token: string) => (token.length % 3 === 0 ? undefined : Float32Array.of(0.6, 0.8)) }
const analyze = (prompt: string) => analyzePrompt(prompt, lexicon, vectors)

/** Tokens with a role, as one line. */
const withRole = ({ texts, roles }: PromptAnalysis, role: keyof typeof Role) =>
  texts.filter((_, at) => (roles[at]! & Role[role]) !== 0).join(' ')

describe('analyzePrompt', () => {
  test.each([
    ['content', 'Please cancel the order of 5 dogs', 'cancel order 5 dogs'],
    ['opener', 'Could you please cancel it', 'could you please'],
    ['negator', 'do not cancel it, never', 'not never'],
    ['negated', 'do not cancel it. Approve the order', 'cancel it'],
    ['name', 'fly from Paris to Zorbia', 'paris zorbia'],
    ['name', 'NEVER cancel ALL orders', ''],
    ['number', 'the 3rd of 5 dogs', '3rd 5'],
    ['code', 'open user_id in v8x', 'user_id v8x'],
    ['preposition', 'turn it off before noon', 'off before'],
    ['unknown', 'the blorp order', 'the blorp'],
    ['unit', 'pay $5', '$'],
    ['verb', 'cancel dogs', 'cancel'],
  ] as const)('gives the role %s in %j: %s', (role, prompt, words) => {
    expect(withRole(analyze(prompt), role)).toBe(words)
  })

  test('weighs openers and stop words less than what is asked', () => {
    const { texts, weights } = analyze('please zorb the blip')
    const weightOf = (word: string) => weights[texts.indexOf(word)]!
    expect(weightOf('please')).toBeLessThan(weightOf('zorb'))
    expect(weightOf('the')).toBeLessThan(weightOf('blip'))
  })

  test('counts denials once and not where they deny nothing', () => {
    expect(analyze('neither cats nor dogs').negators).toBe(1)
    expect(analyze('not only cats but dogs').negators).toBe(0)
    expect(analyze('approve it or not').negators).toBe(0)
    expect(analyze("I don't say never").negators).toBe(2)
  })

  test('tells few from a few, and only from not only', () => {
    const ideas = (prompt: string) => analyze(prompt).quantifierBits
    expect(ideas('few dogs')).not.toEqual(ideas('a few dogs'))
    expect(ideas('a few dogs')).toEqual(ideas('some dogs'))
    expect(ideas('not only dogs')).toEqual(ideas('dogs'))
  })

  test('sees tense where it is marked, but not in as soon as possible', () => {
    expect(analyze('I will cancel it tomorrow').isFuture).toBe(true)
    expect(analyze('cancel it as soon as possible').isFuture).toBe(false)
    expect(analyze('it was cancelled').isPast).toBe(true)
  })

  test('gives each content word the preposition in front of it', () => {
    const { texts, prepositions } = analyze('move dogs from paris to london')
    expect(prepositions[texts.indexOf('paris')]).toBe('from')
    expect(prepositions[texts.indexOf('london')]).toBe('to')
    expect(prepositions[texts.indexOf('dogs')]).toBe('')
  })

  test('points from numbers and units to their quantity', () => {
    const { quantities, quantityOf } = analyze('pay 5 dollars')
    expect([...quantityOf]).toEqual([-1, 0, 0])
    expect(quantities[0]).toMatchObject({ dimension: 'dollar', value: 5 })
  })

  test('leaves out the middle of a long prompt, but not from its bag', () => {
    const words = Array.from(
      { length: 3 * MAX_ANALYZED_TOKENS },
      (_, at) => `word${'abcdefghij'.charAt(at % 10)}${'x'.repeat(at)}`,
    )
    const long = analyze(words.join(' '))
    expect(long.isTruncated).toBe(true)
    expect(long.texts).toHaveLength(MAX_ANALYZED_TOKENS)
    expect([long.texts[0], long.texts.at(-1)]).toEqual([words[0], words.at(-1)])
    expect(long.bagHashes).toHaveLength(words.length)
    expect(analyze('a short one').isTruncated).toBe(false)
  })

  test('has arrays of one length, finite numbers and places inside for any text', () => {
    fc.assert(fc.property(anyText, (text) => expectWellFormed(analyze(text))))
  })

  test.each([
    ['nothing', ''],
    ['spaces', ' \t\n'],
    ['emoji', '😀😀'],
    ['lone surrogates', '\ud800 a \udc00'],
    ['control characters', '\u0000\u0007\u001b[31m'],
    ['right-to-left text', '\u202eهل يمكنني إلغاء الطلب؟'],
    ['a megabyte of one word', 'a'.repeat(1_000_000)],
    ['a megabyte of digits', '7'.repeat(1_000_000)],
    ['a megabyte of words', 'cancel '.repeat(150_000)],
    ['names of object properties', 'constructor __proto__ toString 5constructor'],
  ])('copes with %s', (_, prompt) => {
    expectWellFormed(analyze(prompt))
  })
})

function expectWellFormed(analysis: PromptAnalysis): void {
  const length = analysis.texts.length
  const arrays = [
    'lemmas',
    'roles',
    'textHashes',
    'lemmaHashes',
    'ids',
    'weights',
    'categories',
    'vectors',
    'values',
    'quantityOf',
    'prepositions',
  ] as const
  for (const name of arrays) expect(analysis[name], name).toHaveLength(length)
  expect(length).toBeLessThanOrEqual(MAX_ANALYZED_TOKENS)
  const numbers = [...analysis.weights, ...analysis.bagWeights, analysis.totalWeight, analysis.bagWeight, ...(analysis.meanVector ?? []), ...analysis.quantities.map(({ value }) => value)] // prettier-ignore
  expect(numbers.every(Number.isFinite)).toBe(true)
  expect(analysis.values.every((value) => Number.isNaN(value) || Number.isFinite(value))).toBe(true)
  const places = [
    ...analysis.quantities.flatMap(({ at, unitAt }) => (unitAt < 0 ? [at] : [at, unitAt])),
    ...analysis.phrases.flatMap(({ positions }) => positions),
  ]
  expect(places.every((at) => at >= 0 && at < length)).toBe(true)
  for (const at of [analysis.head, analysis.tail]) expect(at).toBeLessThanOrEqual(Math.max(0, length - 1))
  for (const hashes of [analysis.bagHashes, analysis.trigrams])
    expect([...hashes]).toEqual([...new Set(hashes)].sort((a, b) => a - b))
}
