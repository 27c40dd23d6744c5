import { pick } from '../../random/seeded-random.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

const SETS = [
  ['today', 'tomorrow', 'yesterday'],
  ['this week', 'last week', 'next week'],
  ['this month', 'last month', 'next month'],
  ['this year', 'last year', 'next year'],
  ['this quarter', 'last quarter', 'next quarter'],
  ['morning', 'afternoon', 'evening'],
  ['spring', 'summer', 'autumn', 'winter'],
  ['before', 'after'],
  ['earliest', 'latest'],
  ['oldest', 'newest'],
  ['first', 'last'],
]
const CLOCK = ['am', 'pm']
const ANY_TIME = new RegExp(String.raw`\b(?:${SETS.flat().join('|')})\b|(?<=\d ?)(?:${CLOCK.join('|')})\b`, 'gi')

/** Moves the time of what is asked: today → tomorrow, before → after, am → pm. */
export const changeTime: PromptEdit = {
  kind: 'date',
  apply(prompt, random) {
    const found = [...prompt.matchAll(ANY_TIME)]
    if (found.length === 0) return null
    const match = pick(found, random)
    const set = [...SETS, CLOCK].find((words) => words.includes(match[0].toLowerCase()))!
    return replaceMatch(prompt, match, pick(set.filter((word) => word !== match[0].toLowerCase()), random)) // prettier-ignore
  },
}
