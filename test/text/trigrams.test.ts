import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { trigramHashes } from '../../src/text/trigrams.js'

test('trigramHashes has one hash for each different trigram, spaces at either end included', () => {
  // " ab ab " holds " ab", "ab ", "b a".
  expect(trigramHashes(['ab', 'ab'])).toHaveLength(3)
  expect(trigramHashes([])).toHaveLength(0)
  expect(trigramHashes(['a'])).toHaveLength(1)
})

test('trigramHashes is ascending and without repeats for any words', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
      const hashes = trigramHashes(words)
      expect([...hashes]).toEqual([...new Set(hashes)].sort((a, b) => a - b))
    }),
  )
})
