import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Difference } from '../../src/classifier/classifier.js'
import { findDifferences } from '../../src/classifier/pair-differences.js'
import { anyPrompt, PROMPTS } from './prompts.js'
import { align } from './reading.js'

function differ(asked: string, stored: string): readonly Difference[] {
  return findDifferences(align(asked, stored), stored)
}

describe('findDifferences', () => {
  it.each<[Difference['kind'], string, string, string]>([
    ['opposite', 'opposite action: approve ↔ deny', 'Approve the refund', 'Deny the refund'],
    ['opposite', 'opposite: maximum ↔ minimum', 'Show the maximum price', 'Show the minimum price'],
    ['number', 'number: 20 ↔ 25', 'Order 20 chairs', 'Order 25 chairs'],
    ['number', 'number: 5 mg ↔ 50 mg', 'Give 5 mg of it', 'Give 50 mg of it'],
    ['category', 'another of its kind: monday ↔ tuesday', 'Meet on Monday', 'Meet on Tuesday'],
    ['code', 'code: parse_date() ↔ parse_time()', 'Run parse_date()', 'Run parse_time()'],
    ['negation', 'only the stored prompt says *not*', 'Ship it', 'Do not ship it'],
    ['order', 'the same words in other roles', 'Fly from Paris to London', 'Fly from London to Paris'],
    ['quantifier', 'another quantity: all, some, only, none', 'Notify the admins', 'Notify only the admins'],
    ['quantifier', 'another degree or frequency', 'It often fails', 'It rarely fails'],
    ['question', 'they ask for different things (what, who, when, how …)', 'When do you open?', 'Where do you open?'],
    ['time', 'another tense', 'The server is down', 'The server was down'],
    ['only-stored', 'only the stored prompt says *lisbon*', 'Ship the chair', 'Ship the chair to Lisbon'],
    ['only-asked', 'only the asked prompt says *lisbon*', 'Ship the chair to Lisbon', 'Ship the chair'],
  ])('names %s: %s, between %j and %j', (kind, text, asked, stored) => {
    expect(differ(asked, stored)).toContainEqual({ kind, text })
  })

  it.each([
    ['Approve the refund', 'Deny the refund', 'opposite action: deny ↔ approve'],
    ['Order 20 chairs', 'Order 25 chairs', 'number: 25 ↔ 20'],
    ['Ship it', 'Do not ship it', 'only the asked prompt says *not*'],
  ])('says what was asked first when %j and %j change sides', (a, b, swapped) => {
    expect(differ(b, a).map(({ text }) => text)).toContain(swapped)
    expect(differ(a, b).map(({ text }) => text)).not.toContain(swapped)
  })

  it('says the same of both directions but for the sides', () => {
    const withoutSides = (differences: readonly Difference[]) =>
      differences
        .map(({ text }) => text.replace(/only the (?:asked|stored)/, 'only one'))
        .map((text) => text.replace(/: (.+) ↔ (.+)$/, (_, x: string, y: string) => `: ${[x, y].toSorted().join(' ↔ ')}`))
        .toSorted()
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (a, b) => {
        fc.pre(a !== b)
        expect(withoutSides(differ(a, b))).toEqual(withoutSides(differ(b, a)))
      }),
    )
  })

  it('finds none between a prompt and itself, or a polite form of it', () => {
    for (const prompt of PROMPTS) expect(differ(prompt, prompt)).toEqual([])
    expect(differ('Cancel my order', 'Could you please cancel my order?')).toEqual([])
  })

  it('names each difference once, and a unit with its number', () => {
    expect(differ('Give 5 mg of it', 'Give 5 g of it')).toEqual([{ kind: 'number', text: 'number: 5 mg ↔ 5 gram' }])
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (a, b) => {
        const texts = differ(a, b).map(({ text }) => text)
        expect(new Set(texts).size).toBe(texts.length)
      }),
    )
  })

  it('names the four heaviest words that only one prompt holds, in their order', () => {
    const [only] = differ('Explain photosynthesis, mitochondria, tectonics, entropy, osmosis and glaciers', 'Explain it')
    expect(only?.kind).toBe('only-asked')
    expect(only?.text.match(/\*[a-z]+\*/g)).toHaveLength(4)
    const words = only!.text.match(/(?<=\*)[a-z]+(?=\*)/g)!
    const asked = 'photosynthesis mitochondria tectonics entropy osmosis glaciers'.split(' ')
    expect(words).toEqual(asked.filter((word) => words.includes(word)))
  })

  it('names opposites before everything else', () => {
    const kinds = differ('Always approve 20 refunds for Ana', 'Never deny 25 refunds for Bruno').map(({ kind }) => kind)
    expect(kinds[0]).toBe('opposite')
    expect(kinds).toEqual(expect.arrayContaining(['number', 'negation']))
    expect(kinds.indexOf('number')).toBeLessThan(kinds.indexOf('negation'))
  })
})
