import * as v from 'valibot'
import type { JsonValue } from '../store/entry.js'

/**
 * Accepts what JSON keeps whole: plain objects and arrays of strings, finite numbers, booleans and null. Anything else
 * (NaN, a Map, an instance of a class) would be changed on the way, and two different values could become the same.
 * Members that are undefined count as left out.
 */
export const jsonValue = v.custom<JsonValue>(isJson, 'plain objects, arrays, strings, finite numbers, booleans and null')

function isJson(value: unknown): boolean {
  try {
    return holdsOnlyJson(value) && JSON.stringify(value) !== undefined
  } catch {
    // Circular or too deep.
    return false
  }
}

function holdsOnlyJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  // Not `every`, which passes over holes.
  if (Array.isArray(value)) return Array.from(value).every(holdsOnlyJson)
  return isPlain(value) && Object.values(value).every((member) => member === undefined || holdsOnlyJson(member))
}

/** Also for objects of another realm, whose prototype is not our `Object.prototype`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
