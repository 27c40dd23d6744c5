import { expect, test } from 'vitest'
import { splitVersion } from '../../src/text/versioned-words.js'

test.each([
  ['v2', { name: 'version', version: '2' }],
  ['v2.0.1', { name: 'version', version: '2.0.1' }],
  ['python3.11', { name: 'python', version: '3.11' }],
  ['node20', { name: 'node', version: '20' }],
  ['q3', null],
  ['ipv6', null],
  ['user1', null],
  ['python', null],
])('splitVersion parts %s', (word, parts) => {
  expect(splitVersion(word)).toEqual(parts)
})
