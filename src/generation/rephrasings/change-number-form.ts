import { pick } from '../../random/seeded-random.js'
import type { Rephrasing } from './rephrasing.js'

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
/** Pairs of spellings of one quantity, in patterns that leave the rest alone. */
const FORMS: readonly (readonly [RegExp, (match: RegExpMatchArray) => string])[] = [
  [/(?<![\w.,:€$£-])(\d{1,2})(?=\s[a-z])(?![.,:]\d)/, (match) => WORDS[Number(match[1])] ?? match[0]],
  [
    /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?= [a-z])/i,
    (match) => String(WORDS.indexOf(match[1]!.toLowerCase())),
  ],
  [/(\d) ?percent\b/, (match) => `${match[1]}%`],
  [/(\d)%/, (match) => `${match[1]} percent`],
  [/(\d+) euros\b/, (match) => `€${match[1]}`],
  [/€([\d.,]*\d)/, (match) => `${match[1]} euros`],
  [/\b(\d+) minutes\b/, (match) => `${match[1]} min`],
  [/\b24 hours\b/, () => 'one day'],
  [/\b(\d),000\b/, (match) => `${match[1]}000`],
]

/** Writes a quantity in another form: 3 → three, 5 percent → 5%. */
export const changeNumberForm: Rephrasing = (prompt, random) => {
  const changed = FORMS.flatMap(([pattern, form]) => {
    const match = pattern.exec(prompt)
    const text = match ? prompt.slice(0, match.index) + form(match) + prompt.slice(match.index + match[0].length) : prompt
    return text === prompt ? [] : [text]
  })
  return changed.length === 0 ? null : capitalised(pick(changed, random))
}

function capitalised(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1)
}
