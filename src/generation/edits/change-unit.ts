import { pick } from '../../random/seeded-random.js'
import { replaceMatch, type PromptEdit } from './prompt-edit.js'

/** Units of one size class; one stands for another only with another meaning. */
const FAMILIES = [
  ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'],
  ['mg', 'g', 'mcg', 'kg'],
  ['ml', 'cl'],
  ['MB', 'GB', 'TB', 'KB'],
  ['megabyte', 'gigabyte', 'terabyte'],
  ['km', 'miles', 'm', 'ft'],
  ['kilometre', 'metre', 'mile', 'foot'],
  ['euro', 'dollar', 'pound'],
  ['percent', 'percentage point'],
  ['litre', 'gallon', 'pint'],
  ['hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'],
  ['degrees Celsius', 'degrees Fahrenheit'],
]
const PLURALS: Readonly<Record<string, string>> = { foot: 'feet' }
const ANY_UNIT = new RegExp(
  String.raw`(?<=\d\s?|\b(?:a|an|per|each|every|two|three|four|five|six|seven|ten|twenty|thirty|fifty)[ -])(?:${FAMILIES.flat().join('|')}|feet)s?\b`,
  'g',
)

/** Keeps the number and names another unit: 10 minutes → 10 hours, per month → per week. */
export const changeUnit: PromptEdit = {
  kind: 'unit',
  apply(prompt, random) {
    const found = [...prompt.matchAll(ANY_UNIT)]
    if (found.length === 0) return null
    const match = pick(found, random)
    const isPlural = match[0] === 'feet' || (match[0].endsWith('s') && !FAMILIES.flat().includes(match[0]))
    const singular = match[0] === 'feet' ? 'foot' : isPlural ? match[0].slice(0, -1) : match[0]
    const family = FAMILIES.find((units) => units.includes(singular))
    if (!family) return null
    const other = pick(family.filter((unit) => unit !== singular), random) // prettier-ignore
    return replaceMatch(prompt, match, isPlural ? (PLURALS[other] ?? `${other}s`) : other)
  },
}
