import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { lookUp } from '../../src/cache/look-up.js'
import {
  canonicalJson,
  derivePartition,
  derivePromptKey,
  deriveScopeKey,
  normalizeForExactMatch,
  type PartitionParts,
} from '../../src/cache/partition.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import type { JsonValue } from '../../src/store/entry.js'
import { createFakeCache } from './fake-cache.js'

/** Small and treacherous: parts that look alike when they are joined carelessly. */
const text = fc.constantFrom('', 'a', 'b', 'a;scope:1:b', 'absent', '"a"', 'null', 'é', 'e\u0301', '\ud800', '\ud801')
const json = fc.oneof(
  text,
  fc.constantFrom<JsonValue>(
    null,
    0,
    1,
    true,
    [],
    {},
    ['a'],
    [['a']],
    { a: 1 },
    { a: '1' },
    { a: 1, b: 2 },
    { b: 2, a: 1 },
    { a: null },
  ),
)
const left = { nil: undefined }
const partsOf = (domain: fc.Arbitrary<string>): fc.Arbitrary<PartitionParts> =>
  fc.record({
    domain,
    scope: fc.option(text, left),
    model: fc.option(text, left),
    context: fc.option(json, left),
    params: fc.option(json, left),
  })

const areSame = (a: PartitionParts, b: PartitionParts) =>
  canonicalJson({ ...a } as JsonValue) === canonicalJson({ ...b } as JsonValue)

describe('derivePartition', () => {
  test('gives the same partition to the same parts only', () => {
    fc.assert(
      fc.property(partsOf(text), partsOf(text), (a, b) => {
        expect(derivePartition(a).partition === derivePartition(b).partition).toBe(areSame(a, b))
      }),
      { numRuns: 5000 },
    )
  })

  test('tells an absent part from an empty one, and parts of one name from parts of another', () => {
    const variants: PartitionParts[] = [
      { domain: 'd' },
      { domain: 'd', scope: '' },
      { domain: 'd', model: '' },
      { domain: 'd', context: '' },
      { domain: 'd', context: null },
      { domain: 'd', params: null },
      { domain: 'd', scope: 'x' },
      { domain: 'd', model: 'x' },
    ]
    expect(new Set(variants.map((parts) => derivePartition(parts).partition)).size).toBe(variants.length)
  })

  test('does not mind the order of keys, at any depth', () => {
    const one = derivePartition({ domain: 'd', params: { a: 1, b: [{ c: 2, d: 3 }] } })
    const other = derivePartition({ domain: 'd', params: { b: [{ d: 3, c: 2 }], a: 1 } })
    expect(one).toEqual(other)
  })

  test('names the scope by a hash, so that it is not stored', () => {
    const { scopeKey, partition } = derivePartition({ domain: 'd', scope: 'alice@example.com' })
    expect(scopeKey).toBe(deriveScopeKey('alice@example.com'))
    expect([scopeKey, partition].join()).not.toContain('alice')
    expect(derivePartition({ domain: 'd' }).scopeKey).toBeNull()
    expect(deriveScopeKey('\ud800')).not.toBe(deriveScopeKey('\ud801'))
  })
})

describe('normalizeForExactMatch', () => {
  test.each([
    ['outer white space', '  how are you\n', 'how are you'],
    ['runs of spaces and tabs on one line', 'how  are\t you', 'how are you'],
    ['Unicode composition', 'caf\u0065\u0301', 'caf\u00e9'],
    ['line ends', 'one\r\ntwo', 'one\ntwo'],
  ])('makes %s equal', (_, prompt, normal) => {
    expect(normalizeForExactMatch(prompt)).toBe(normal)
    expect(derivePromptKey(prompt)).toBe(derivePromptKey(normal))
  })

  test.each([
    ['case', 'US', 'us'],
    ['punctuation', 'stop!', 'stop'],
    ['indentation in several lines', 'if x:\n  a\n  b', 'if x:\n  a\n b'],
    ['line breaks', 'a\nb', 'a b'],
    ['halves of surrogate pairs', 'a \ud800', 'a \ud801'],
    ['compatibility characters', 'x²', 'x2'],
  ])('keeps %s apart', (_, a, b) => {
    expect(derivePromptKey(a)).not.toBe(derivePromptKey(b))
  })
})

test('two partitions on one database never share an entry, and one always finds its own', async () => {
  const domains = fc.constantFrom('a', 'b')
  await fc.assert(
    fc.asyncProperty(partsOf(domains), partsOf(domains), async (stored, asked) => {
      const fake = await createFakeCache({ score: () => 1 })
      const contextOf = ({ domain }: PartitionParts) => ({ ...fake.context, options: resolveOptions({ domain }) })
      const requestOf = ({ scope, model, context, params }: PartitionParts) => ({ scope, model, context, params })
      const store = (prompt: string) =>
        getOrCall(contextOf(stored), { prompt, llmFunction: () => `response to ${prompt}`, ...requestOf(stored) } as never)
      await store('exact')
      const exact = await lookUp(contextOf(asked), { prompt: 'exact', ...requestOf(asked) } as never)
      const semantic = await lookUp(contextOf(asked), { prompt: 'similar', ...requestOf(asked) } as never)
      expect([exact.wasCacheHit, semantic.wasCacheHit]).toEqual(areSame(stored, asked) ? [true, true] : [false, false])
      if (!areSame(stored, asked)) expect([exact.reason, semantic.reason]).toEqual(['no-candidate', 'no-candidate'])
      const own = await lookUp(contextOf(stored), { prompt: 'similar', ...requestOf(stored) } as never)
      expect(own).toMatchObject({ wasCacheHit: true, response: 'response to exact' })
      await fake.parts.close()
    }),
    {
      numRuns: 150,
      examples: [
        [
          { domain: 'a', context: 'one' },
          { domain: 'a', context: 'two' },
        ],
      ],
    },
  )
})
