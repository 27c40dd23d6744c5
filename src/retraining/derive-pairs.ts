import type { FeedbackVerdict } from './read-feedback.js'

/** Pairs at most that one verdict gives rise to, so that a hub of many prompts does not outweigh everything else. */
const MOST_PER_VERDICT = 4

/** What follows from verdicts. */
export interface DerivedPairs {
  readonly pairs: readonly FeedbackVerdict[]
  /** Verdicts that call two prompts different which others, taken together, call the same. */
  readonly contradictions: number
}

/**
 * Draws conclusions: what is the same as the same is the same, and what differs from one of them differs from all. Prompts
 * that only others judged meet this way. Nothing is concluded from a verdict that contradicts others.
 */
export function derivePairs(verdicts: readonly FeedbackVerdict[]): DerivedPairs {
  const groups = groupsOf(verdicts)
  const known = new Set(verdicts.map(({ promptA, promptB }) => keyOf(promptA, promptB)))
  const pairs: FeedbackVerdict[] = []
  const conclude = (from: FeedbackVerdict, promptA: string, promptB: string): boolean => {
    const key = keyOf(promptA, promptB)
    if (promptA === promptB || known.has(key)) return false
    known.add(key)
    pairs.push({ ...from, promptA, promptB })
    return true
  }
  let contradictions = 0
  for (const verdict of verdicts) {
    const [groupA, groupB] = [groups.get(verdict.promptA)!, groups.get(verdict.promptB)!]
    if (verdict.label === 0 && groupA === groupB) {
      contradictions++
      continue
    }
    let concluded = 0
    for (const a of groupA) {
      for (const b of groupB) {
        if (concluded < MOST_PER_VERDICT && conclude(verdict, a, b)) concluded++
      }
    }
  }
  return { pairs, contradictions }
}

/** The prompts that are the same as each prompt, itself included; one array a group. */
function groupsOf(verdicts: readonly FeedbackVerdict[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { promptA, promptB } of verdicts) {
    for (const prompt of [promptA, promptB]) if (!groups.has(prompt)) groups.set(prompt, [prompt])
  }
  for (const { promptA, promptB, label } of verdicts) {
    const [into, from] = [groups.get(promptA)!, groups.get(promptB)!]
    if (label === 0 || into === from) continue
    into.push(...from)
    for (const prompt of from) groups.set(prompt, into)
  }
  return groups
}

function keyOf(promptA: string, promptB: string): string {
  return [promptA, promptB].toSorted().join('\n')
}
