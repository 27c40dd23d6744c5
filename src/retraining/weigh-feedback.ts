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
