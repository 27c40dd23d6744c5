import { pick } from '../../random/seeded-random.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

/** What a quantity word may be turned into, each with another meaning. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  all: ['some', 'hardly any'],
  'every(?! (?:\\d|other|two|three|five|second|minute|hour|day|week|month|year|night))': ['almost every', 'hardly any'],
  each: ['only one'],
  any: ['every'],
  most: ['few'],
  'more than': ['less than', 'exactly'],
  'less than': ['more than'],
  over: ['under'],
  above: ['below'],
  'at least': ['at most'],
  'at most': ['at least'],
  only: ['not only'],
  both: ['neither of'],
  unique: ['repeated'],
  maximum: ['minimum'],
  minimum: ['maximum'],
  biggest: ['smallest'],
  longest: ['shortest'],
  always: ['rarely'],
  never: ['always'],
  within: ['only after'],
  without: ['with'],
}
const ANY_QUANTIFIER = new RegExp(String.raw`\b(?:${Object.keys(CHANGES).join('|')})\b`, 'gi')

/** Changes how much or how many: all → none of, more than → less than, without → with. */
export const changeQuantifier: PromptEdit = {
  kind: 'quantifier',
  apply(prompt, random) {
    const found = [...prompt.matchAll(ANY_QUANTIFIER)]
    if (found.length === 0) return null
    const match = pick(found, random)
    const [, changes] = Object.entries(CHANGES).find(([pattern]) =>
      new RegExp(`^(?:${pattern.replace(/\(.*/, '')})$`, 'i').test(match[0]),
    )!
    return replaceMatch(prompt, match, pick(changes, random))
  },
}
