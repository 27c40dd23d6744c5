import { seededRandom, shuffle } from '../random/seeded-random.js'
import { fnv1a } from '../text/fnv1a.js'
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

/**
 * Gives every pair the split that the hash of its group's first tie (in the order of texts) falls on, so that splits stay the
 * same when pairs are added or drawn anew. Shares are met roughly, and only where groups are many.
 * Another salt, other splits.
 */
export function assignSplitsByHash<T extends PromptPair, S extends string>(
  pairs: readonly T[],
  shares: Readonly<Record<S, number>>,
  tieOf: (pair: T) => string,
  salt = 0,
): S[] {
  const groups = groupByPrompt(pairs, tieOf)
  const firstTies: string[] = []
  for (const [index, group] of groups.entries()) {
    const tie = tieOf(pairs[index]!)
    if (firstTies[group] === undefined || tie < firstTies[group]) firstTies[group] = tie
  }
  const names = Object.keys(shares) as S[]
  const splits = firstTies.map((tie) => {
    // The hash alone is too even in its upper bits: ties that differ in their last letter lie side by side.
    let rest = seededRandom(fnv1a(tie) ^ salt).share()
    return names.find((name) => (rest -= shares[name]) < 0) ?? names.at(-1)!
  })
  return Array.from(groups, (group) => splits[group]!)
}
