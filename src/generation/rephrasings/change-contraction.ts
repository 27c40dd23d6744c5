import { pick } from '../../random/seeded-random.js'
import type { Rephrasing } from './rephrasing.js'

const FORMS: readonly (readonly [long: string, short: string])[] = [
  ['do not', "don't"],
  ['does not', "doesn't"],
  ['did not', "didn't"],
  ['is not', "isn't"],
  ['are not', "aren't"],
  ['cannot', "can't"],
  ['should not', "shouldn't"],
  ['must not', "mustn't"],
  ['What is', "What's"],
  ['I would', "I'd"],
  ['I am', "I'm"],
  ['I have', "I've"],
  ['it is', "it's"],
  ['has not', "hasn't"],
]

/** Contracts or spells out: do not ↔ don't. */
export const changeContraction: Rephrasing = (prompt, random) => {
  const changed = FORMS.flatMap(([long, short]) =>
    [[long, short] as const, [short, long] as const].flatMap(([from, to]) => {
      const text = prompt.replace(new RegExp(String.raw`\b${from}\b`), to)
      return text === prompt ? [] : [text]
    }),
  )
  return changed.length === 0 ? null : pick(changed, random)
}
