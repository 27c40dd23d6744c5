import { splitKeyOf } from '../pairs/prompt-groups.js'
import type { FeedbackVerdict } from './read-feedback.js'

/** Weight of a conclusion beside a statement. */
const IMPLICIT_WEIGHT = 0.5

/** Verdicts with what they count for. */
export interface WeighedFeedback {
  /** One a verdict, by its order. */
  readonly weights: Float32Array
  /** Verdicts that share no prompt with one another: how many situations the feedback is about at least. */
  readonly independent: number
}

/**
 * Weighs verdicts so that repeating oneself gains little: the verdicts about one prompt, in whatever pairs, share the square
 * root of their number. Prompts that differ in numbers alone count as one.
 */
export function weighFeedback(verdicts: readonly FeedbackVerdict[]): WeighedFeedback {
  const counts = new Map<string, number>()
  const keys = verdicts.map(({ promptA, promptB }) => [situationOf(promptA), situationOf(promptB)] as const)
  for (const key of keys.flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
  const weights = Float32Array.from(verdicts, ({ isImplicit }, index) => {
    const [a, b] = keys[index]!
    const repeated = Math.max(counts.get(a)!, counts.get(b)!)
    return (isImplicit ? IMPLICIT_WEIGHT : 1) / Math.sqrt(repeated)
  })
  return { weights, independent: countIndependent(keys) }
}

/** Size of a matching that takes pairs as they come; at least half of the largest one. */
function countIndependent(keys: readonly (readonly [string, string])[]): number {
  const taken = new Set<string>()
  let independent = 0
  for (const [a, b] of keys) {
    if (taken.has(a) || taken.has(b)) continue
    taken.add(a).add(b)
    independent++
  }
  return independent
}

/** A prompt without its plain numbers; codes such as X200 stay, since they name things. */
function situationOf(prompt: string): string {
  return splitKeyOf(prompt).replaceAll(/\b\d+\b/g, '#')
}

/** Weight of all feedback together, as a share of that of everything else it is trained with. */
const FEEDBACK_SHARE = 1
/** What one verdict counts for on average, in other pairs, at most: few verdicts must not turn a classifier round. */
const MOST_AVERAGE_WEIGHT = 10

/**
 * Scales weights of verdicts for training beside others. Verdicts are mostly about what the classifier held to be the same,
 * and mostly complaints; as they are, they would teach it that nothing in the domain is the same. So both labels get the
 * same weight in total, and equivalent ones `boost` times more (cost-sensitive weighting, Elkan 2001).
 */
export function scaleFeedback(
  weights: Float32Array,
  labels: ArrayLike<number>,
  otherWeight: number,
  boost: number,
): Float32Array {
  const totals = [0, 0]
  weights.forEach((weight, index) => (totals[labels[index]!]! += weight))
  const balanced = weights.map((weight, index) => (weight / totals[labels[index]!]!) * (labels[index] === 1 ? boost : 1))
  const total = balanced.reduce((sum, weight) => sum + weight, 0)
  const wanted = Math.min(FEEDBACK_SHARE * otherWeight, MOST_AVERAGE_WEIGHT * weights.length)
  return balanced.map((weight) => (weight * wanted) / total)
}
