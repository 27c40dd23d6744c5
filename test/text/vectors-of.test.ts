import { expect, test } from 'vitest'
import { dot, meanOf, vectorsOf } from '../../src/text/vectors-of.js'

const table = new Map([
  ['cats', Float32Array.of(1, 0)],
  ['dog', Float32Array.of(0, 1)],
])
const vectors = { dimensions: 2, vectorOf: (token: string) => table.get(token) }

test('vectorsOf takes the vector of the token, else of its base form, else none', () => {
  expect(vectorsOf(['cats', 'dogs', 'zorbs'], ['cat', 'dog', 'zorb'], vectors)).toEqual([
    table.get('cats'),
    table.get('dog'),
    undefined,
  ])
})

test('vectorsOf has none at all without a table', () => {
  expect(vectorsOf(['cats'], ['cat'], null)).toEqual([undefined])
})

test('meanOf weighs the vectors and has unit length', () => {
  const mean = meanOf([table.get('cats'), undefined, table.get('dog')], Float32Array.of(4, 9, 3))!
  expect([...mean]).toEqual([expect.closeTo(0.8, 6), expect.closeTo(0.6, 6)])
})

test('meanOf is null without vectors and stays finite without weight', () => {
  expect(meanOf([undefined], Float32Array.of(1))).toBeNull()
  expect([...meanOf([table.get('dog')], Float32Array.of(0))!]).toEqual([0, 0])
})

test('dot adds up products', () => {
  expect(dot(Float32Array.of(1, 2, 3), Float32Array.of(4, -5, 6))).toBe(12)
})
