import { pick } from '../../random/seeded-random.js'
import { isRequest } from '../request-verbs.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

/** Helping verbs before a *not*. */
const STATEMENT = /\b(is|are|was|were|can|could|should|must|may|will|would|does|did|has|have)(?= (?!not\b)[a-z]+)/g
const NEGATED = / not\b|n't\b|\bnever\b|\bno\b|\bwithout\b/i

/** Says the contrary with a *not*, or takes the *not* away: "Add a user" → "Don't add a user". */
export const negatePrompt: PromptEdit = {
  kind: 'negation',
  apply(prompt, random) {
    if (NEGATED.test(prompt)) return removeNegation(prompt)
    // With and without a *not*, most questions ask for the same: is it safe, is it not safe.
    if (prompt.endsWith('?')) return null
    const bare = prompt[0]!.toLowerCase() + prompt.slice(1)
    const helping = [...prompt.matchAll(STATEMENT)]
    if (helping.length > 0) {
      const match = pick(helping, random)
      return replaceMatch(prompt, match, `${match[0]} not`)
    }
    return isRequest(bare) ? `${pick(["Don't", 'Do not', 'Never', 'Please do not'], random)} ${bare}` : null
  },
}

function removeNegation(prompt: string): string | null {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/^(?:do not|don't|never) (\w)/i, '$1'],
    [/^please (?:do not|don't) /i, 'Please '],
    [/\b(should|must|can|may|is|are|has|have|does|do|did|will|would) not /, '$1 '],
    [/\b(is|are|has|have|does|do|did|would|should|could)n't /, '$1 '],
    [/\bwithout\b/i, 'with'],
  ]
  for (const [pattern, replacement] of rules) {
    if (!pattern.test(prompt)) continue
    const text = prompt.replace(pattern, replacement)
    return text[0]!.toUpperCase() + text.slice(1)
  }
  return null
}
