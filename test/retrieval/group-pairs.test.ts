import { expect, test } from 'vitest'
import { groupPairs } from '../../bench/retrieval/group-pairs.js'

test('groupPairs puts texts into one group that a chain of pairs connects, in any order', () => {
  const groups = groupPairs([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'e'],
    ['d', 'a'],
    ['x', 'y'],
  ])
  const group = (text: string) => groups.get(text)
  expect(new Set(['a', 'b', 'c', 'd'].map(group)).size).toBe(1)
  expect(group('x')).toBe(group('y'))
  expect(new Set([group('a'), group('x'), group('e')]).size).toBe(3)
  expect(group('z')).toBeUndefined()
})
