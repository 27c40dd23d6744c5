import * as fc from 'fast-check'
import * as v from 'valibot'
import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { jsonValue } from '../../src/options/json-value.js'

const accepts = (value: unknown) => v.is(jsonValue, value)

describe('jsonValue', () => {
  test('accepts what JSON keeps whole', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => accepts(value)))
    expect(accepts({ a: undefined, b: [{}] })).toBe(true)
    expect(accepts(Object.assign(Object.create(null), { a: 1 }))).toBe(true)
    expect(accepts(runInContext('({ a: [1] })', createContext()))).toBe(true)
  })

  class Message {
    readonly #text = 'hidden'
    toString() {
      return this.#text
    }
  }
  const circular: Record<string, unknown> = {}
  circular['self'] = circular

  test.each([
    ['a map', new Map([['a', 1]])],
    ['a set', new Set([1])],
    ['a date', new Date(0)],
    ['an instance of a class', new Message()],
    ['NaN', { a: Number.NaN }],
    ['an infinity', [Infinity]],
    ['a function', { a: () => 1 }],
    ['a symbol', { a: Symbol('x') }],
    ['a big integer', { a: 1n }],
    ['undefined in an array', [undefined]],
    ['a hole in an array', Array(2)],
    ['a circle', circular],
    ['bytes', new Uint8Array(2)],
  ])('refuses %s', (_, value) => {
    expect(accepts(value)).toBe(false)
    expect(accepts({ deep: [value] })).toBe(false)
  })
})
