import { Role, type PromptAnalysis } from '../text/prompt-analysis.js'
import type { PairAlignment } from './pair-alignment.js'

/** Matches under this leave a word unmatched. */
export const MATCHED = 0.6
/** Matches under this leave room for a better reading: conflicts are looked for among such words. */
export const SETTLED = 0.95
/** Matches under this leave a number or a name open. */
export const IDENTIFIED = 0.9

/** One prompt of a pair: its analysis and how its tokens were matched. */
export interface Side {
  readonly analysis: PromptAnalysis
  readonly partners: Int16Array
  readonly matches: Float32Array
  /** Tokens that carry topic. */
  readonly content: readonly number[]
  /** Content tokens without a match. */
  readonly unmatched: readonly number[]
  /** Tokens of any kind whose match is not certain. */
  readonly unsettled: readonly number[]
  readonly numbers: readonly number[]
}

/** A pair with the token lists that most features need. */
export interface PairView {
  readonly pair: PairAlignment
  readonly a: Side
  readonly b: Side
  /** Mean of the two prompts' weights. */
  readonly meanWeight: number
}

/** Collects the token lists of a pair. */
export function viewPair(pair: PairAlignment): PairView {
  return {
    pair,
    a: sideOf(pair.a, pair.partnersA, pair.matchA),
    b: sideOf(pair.b, pair.partnersB, pair.matchB),
    meanWeight: (pair.a.totalWeight + pair.b.totalWeight) / 2,
  }
}

function sideOf(analysis: PromptAnalysis, partners: Int16Array, matches: Float32Array): Side {
  const content: number[] = []
  const unmatched: number[] = []
  const unsettled: number[] = []
  const numbers: number[] = []
  for (let at = 0; at < matches.length; at++) {
    const role = analysis.roles[at]!
    if ((role & Role.content) !== 0) {
      content.push(at)
      if (matches[at]! < MATCHED) unmatched.push(at)
    }
    if (matches[at]! < SETTLED) unsettled.push(at)
    if ((role & Role.number) !== 0) numbers.push(at)
  }
  return { analysis, partners, matches, content, unmatched, unsettled, numbers }
}

/** Sum of the weights of some tokens. */
export function weightOf(side: Side, tokens: readonly number[]): number {
  let sum = 0
  for (const at of tokens) sum += side.analysis.weights[at]!
  return sum
}

/** The largest weight of some tokens, 0 without any. */
export function peakOf(side: Side, tokens: readonly number[]): number {
  let peak = 0
  for (const at of tokens) peak = Math.max(peak, side.analysis.weights[at]!)
  return peak
}

/** Tells whether a token has any of the role bits. */
export function hasRole(side: Side, at: number, role: number): boolean {
  return (side.analysis.roles[at]! & role) !== 0
}

/** How many tokens satisfy a condition. */
export function count(tokens: readonly number[], holds: (at: number) => boolean): number {
  let found = 0
  for (const at of tokens) if (holds(at)) found++
  return found
}
