import { pick } from '../../random/seeded-random.js'
import type { Rephrasing } from './rephrasing.js'

/** Openers that ask for the same when the rest is the same; `~` is the rest. */
const GROUPS: readonly (readonly string[])[] = [
  [
    'How do I ~',
    'How can I ~',
    "What's the way to ~",
    'Tell me how to ~',
    'Show me how to ~',
    'What do I have to do to ~',
    'I want to know how to ~',
  ],
  ['What is the difference between ~', 'How do I tell apart ~', 'Explain the difference between ~', 'What sets apart ~'],
  ['Can I ~', 'May I ~', 'Am I allowed to ~', 'Is it possible for me to ~', 'Could I ~'],
  ['Why ~', 'Could you tell me why ~', 'I wonder why ~'],
  ['Explain ~', 'Can you explain ~', 'Please explain ~', 'Help me understand ~'],
  ['Write ~', 'Please write ~', 'Can you write ~', 'I need you to write ~', 'Compose ~'],
  ['Show me ~', 'Let me see ~', 'Display ~', 'I want to see ~'],
  ['Recommend ~', 'Can you recommend ~', 'Please suggest ~', 'Suggest ~'],
  ['Which ~', 'Can you tell me which ~'],
  ['Where is ~', 'Where do I find ~', 'In which place is ~'],
]

/** Opens the prompt in another usual way: "How do I …" → "What's the way to …". */
export const changeOpener: Rephrasing = (prompt, random) => {
  for (const group of GROUPS) {
    for (const opener of group) {
      const start = opener.slice(0, -1)
      if (!prompt.startsWith(start)) continue
      const rest = prompt.slice(start.length).replace(/[.?!]+$/, '')
      const other = pick(group.filter((candidate) => candidate !== opener), random) // prettier-ignore
      // Words turn round after "Why": leave those that begin with a verb.
      if (group[0] === 'Why ~' && /^(do|does|did|is|are|was|were|must|should|has|have)\b/.test(rest)) return null
      return other.replace('~', () => rest) + (/^(How|What|Can|May|Am|Is|Could|Which|Where|In)\b/.test(other) ? '?' : '')
    }
  }
  return null
}
