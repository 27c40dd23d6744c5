import { seededRandom, shuffle } from '../random/seeded-random.js'
import { groupByPrompt, type PromptPair } from './prompt-groups.js'

/**
 * Gives every pair a split so that no prompt crosses splits. Groups are dealt in random order, each to the split that
 * lacks most of its share; shares add up to 1.
 */
export function assignSplits<T extends PromptPair, S extends string>(
  pairs: readonly T[],
  shares: Readonly<Record<S, number>>,
  seed: number,
  tieOf?: (pair: T) => string | undefined,
): S[] {
  const groups = groupByPrompt(pairs, tieOf)
  const sizes: number[] = []
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1
  const missing = new Map(Object.entries<number>(shares).map(([split, share]) => [split as S, share * pairs.length]))
  const splitOf: S[] = []
  // Large groups first, while every split can still hold them.
  const order = shuffle([...sizes.keys()], seededRandom(seed)).toSorted(
    (a, b) => Number(sizes[b]! > LARGE) - Number(sizes[a]! > LARGE),
  )
  for (const group of order) {
    const [split, rest] = [...missing].reduce((best, candidate) => (candidate[1] > best[1] ? candidate : best))
    splitOf[group] = split
    missing.set(split, rest - sizes[group]!)
  }
  return Array.from(groups, (group) => splitOf[group]!)
}

/** Pairs from which a group is dealt early. */
const LARGE = 100
