import type { PromptEdit } from './prompt-edit.js'

/** One word, or up to three with an article in front. */
const THING = String.raw`(?:(?:the|my|our|a|an|his|her) [\w'-]+(?: [\w'-]+)?|[\w'-]+)`
/** Two things that cannot change places. */
const ROLES: readonly RegExp[] = [
  new RegExp(String.raw`\b(from )(${THING})( (?:in)?to )(${THING})(?=[.,?]|$)`, 'i'),
  new RegExp(String.raw`\b()(${THING})( instead of | rather than | but not )(${THING})(?=[.,?]|$)`, 'i'),
  new RegExp(String.raw`\b(Replace )(${THING})( (?:by|with) )(${THING})\b`, 'i'),
]

/** Exchanges two roles: "from A to B" → "from B to A", "A instead of B" → "B instead of A". */
export const swapRoles: PromptEdit = {
  kind: 'order',
  apply(prompt) {
    for (const pattern of ROLES) {
      const match = pattern.exec(prompt)
      if (!match || match[2] === match[4]) continue
      const swapped = match[1]! + match[4]! + match[3]! + match[2]!
      return prompt.slice(0, match.index) + swapped + prompt.slice(match.index + match[0].length)
    }
    return null
  },
}
