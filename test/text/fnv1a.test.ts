import { expect, test } from 'vitest'
import { fnv1a } from '../../src/text/fnv1a.js'

// Vectors of draft-eastlake-fnv, 32-bit FNV-1a.
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('fnv1a hashes %j as published', (text, hash) => {
  expect(fnv1a(text)).toBe(hash)
})

test('fnv1a hashes the UTF-8 bytes of other letters', () => {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from('naïve 中 😀')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  expect(fnv1a('naïve 中 😀')).toBe(hash)
})
