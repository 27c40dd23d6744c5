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
    const [hours, minutes] = text.split(':').map(Number) as [number, number]
    return hours * 60 + minutes
  }
  const fraction = /^(\d+)\/(\d+)$/.exec(text)
  if (fraction) return Number(fraction[1]) / Number(fraction[2])
  if ((flags & (TokenFlag.number | TokenFlag.ordinal)) !== 0) return Number.parseFloat(text)
  return smallNumberOf(text) ?? Number.NaN
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

function findUnitAfter(tokens: readonly Token[], at: number, reach: number) {
  for (let step = 1; step <= reach; step++) {
    const next = tokens[at + step]
    if (next === undefined || (next.flags & TokenFlag.number) !== 0) return undefined
    const unit = findUnit(next.text, true)
    if (unit !== undefined) return { unit, at: at + step }
  }
  return undefined
}
