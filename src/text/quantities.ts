import { fnv1a } from './fnv1a.js'
import { smallNumberOf } from './number-words.js'
import { TokenFlag, type Token } from './token.js'
import { findUnit } from './units.js'

/** A number and what it counts. */
export interface Quantity {
  /** Token of the number. */
  readonly at: number
  /** Token of its unit, or −1. */
  readonly unitAt: number
  /** What is measured: `time`, `mass`, … or `''` without a unit. */
  readonly dimension: string
  /** Value in the base unit of the dimension, or as written. */
  readonly value: number
}

const ARTICLES = new Set(['a', 'an', 'one', 'per'])
/** Currencies and shares may stand a word away: *20 US dollars*. */
const MAX_UNIT_DISTANCE = 2

/** Value of a number, time or ordinal token; NaN for other tokens. A time counts minutes of the day. */
export function valueOf(token: Token): number {
  const { text, flags } = token
  if ((flags & TokenFlag.time) !== 0 && text.includes(':')) {
    const [hours, minutes, seconds] = text.split(':').map(Number) as [number, number, number | undefined]
    return hours * 60 + minutes + (seconds ?? 0) / 60
  }
  if ((flags & TokenFlag.version) !== 0) return versionValue(text)
  if (text.includes('/') && (flags & TokenFlag.number) !== 0) return slashValue(text)
  if (text.length > EXACT_DIGITS && (flags & TokenFlag.number) !== 0) return identityOf(text)
  if (/^\d+s$/.test(text) && (flags & TokenFlag.number) !== 0) return Number.parseFloat(text) + 0.5
  if ((flags & (TokenFlag.number | TokenFlag.ordinal)) !== 0) return Number.parseFloat(text)
  return smallNumberOf(text) ?? Number.NaN
}

/** Longer digit strings are no exact doubles. */
const EXACT_DIGITS = 15

/** A finite number that only this text has, as far as a hash can tell. */
function identityOf(text: string): number {
  return fnv1a(text) + 0.25
}

/** Versions and addresses, part by part: 3.10 → 3.01, 2.0.1 → 2.000001. */
function versionValue(text: string): number {
  const parts = text.split('.').map(Number)
  if (parts.length > 4 || parts.some((part) => !(part < 1000))) return identityOf(text)
  return parts.reduceRight((sum, part) => part + sum / 1000, 0)
}

/** A reduced fraction has its value; other slashed numbers may be dates and equal only themselves. */
function slashValue(text: string): number {
  const parts = text.split('/').map(Number)
  const [first, second] = parts as [number, number]
  if (parts.length !== 2 || !(first < second) || second > 100)
    return parts.length < 2 || parts.some(Number.isNaN) ? Number.NaN : identityOf(text)
  return greatestDivisor(first, second) === 1 ? first / second : identityOf(text)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** Finds every number with its unit; *an hour* counts as one hour. */
export function findQuantities(tokens: readonly Token[]): Quantity[] {
  const quantities: Quantity[] = []
  for (const [at, token] of tokens.entries()) {
    const isNumber = (token.flags & TokenFlag.number) !== 0
    if (!isNumber && !ARTICLES.has(token.text)) continue
    const value = isNumber ? valueOf(token) : 1
    if (!Number.isFinite(value)) continue
    if ((token.flags & TokenFlag.time) !== 0) {
      quantities.push({ at, unitAt: -1, dimension: 'clock', value })
      continue
    }
    const found = findUnitAfter(tokens, at, isNumber ? MAX_UNIT_DISTANCE : 1)
    if (found) quantities.push({ at, unitAt: found.at, dimension: found.unit.dimension, value: value * found.unit.factor })
    else if (isNumber) quantities.push({ at, unitAt: -1, dimension: '', value })
  }
  return quantities
}

/** Words between the ends of a range: *5 to 7 days*. */
const RANGE_WORDS = new Set(['to', 'or', 'and'])

function findUnitAfter(tokens: readonly Token[], at: number, reach: number) {
  const isRange = RANGE_WORDS.has(tokens[at + 1]?.text ?? '')
  const end = tokens[at + (isRange ? 2 : 1)]
  if (end !== undefined && (end.flags & TokenFlag.number) !== 0 && reach > 1) {
    const unitAt = at + (isRange ? 3 : 2)
    const unit = (end.flags & (TokenFlag.time | TokenFlag.version)) === 0 ? findUnit(tokens[unitAt]?.text ?? '', true) : undefined
    return unit === undefined ? undefined : { unit, at: unitAt }
  }
  for (let step = 1; step <= reach; step++) {
    const next = tokens[at + step]
    if (next === undefined || (next.flags & TokenFlag.number) !== 0) return undefined
    const unit = findUnit(next.text, true)
    if (unit !== undefined) return { unit, at: at + step }
  }
  return undefined
}
