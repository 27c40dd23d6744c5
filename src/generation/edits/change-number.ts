import { pick } from '../../random/seeded-random.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

const WORDS = 'two three four five six seven eight nine ten twelve fifteen twenty thirty fifty'.split(' ')
const ANY_NUMBER = new RegExp(String.raw`(?<![\w.,:])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w:]|[.,]\d)|\b(?:${WORDS.join('|')})\b`, 'gi')

const YEAR = /^(?:1[5-9]|20)\d\d$/

/** Names another number: 3 → 4, 250 → 2500, two → five. */
export const changeNumber: PromptEdit = {
  kind: 'number',
  apply(prompt, random) {
    const found = [...prompt.matchAll(ANY_NUMBER)]
    if (found.length === 0) return null
    const match = pick(found, random)
    if (!/\d/.test(match[0])) {
      return replaceMatch(prompt, match, pick(WORDS.filter((word) => word !== match[0].toLowerCase()), random)) // prettier-ignore
    }
    const value = Number(match[0].replaceAll(',', ''))
    if (YEAR.test(match[0])) return replaceMatch(prompt, match, String(value + pick([-3, -1, 1, 2, 4], random)))
    const others = [value + 1, value * 10, value * 2, Math.max(1, value - 1), value + 1 + Math.floor(random.share() * 20)]
    const other = pick(others.filter((candidate) => candidate !== value), random) // prettier-ignore
    return replaceMatch(prompt, match, match[0].includes(',') ? other.toLocaleString('en-US') : String(other))
  },
}
