import type { Piece } from './scan-words.js'

const ALREADY_ASCII_ZEROES = /^0+(?=\d)/

/** Writes a number plainly: `1,000.50` and `1.000,50` → `1000.5`, `07` → `7`; digit strings of six and more keep their zeroes (they are ids). */
export function canonicalNumber(digits: string): string {
  let text = digits
  if (/^-?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(text)) text = text.replaceAll(',', '')
  else if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) text = text.replaceAll('.', '').replace(',', '.')
  else text = text.replace(',', '.')
  if (/^-?\d+\.\d+$/.test(text)) text = text.replace(/0+$/, '').replace(/\.$/, '')
  const isId = text.length >= 6 && /^\d+$/.test(text)
  return isId ? text : text.replace(ALREADY_ASCII_ZEROES, '')
}

/** Time of day on a 24-hour clock, `15:30`, with seconds where they are not zero; `half` is am or pm where it was written. Null if it is no time of day. */
export function clockTime(text: string, half: 'am' | 'pm' | null): string | null {
  const [hours, minutes, seconds] = text.split(':').map(Number) as [number, number | undefined, number | undefined]
  if (
    !Number.isInteger(hours) ||
    hours > 24 ||
    (minutes ?? 0) > 59 ||
    (half === 'am' && hours > 12) ||
    (half !== null && hours === 0)
  )
    return null
  // `16:15 pm` says the half twice.
  const hour = half === 'pm' && hours < 12 ? hours + 12 : half === 'am' && hours === 12 ? 0 : hours
  return `${hour}:${String(minutes ?? 0).padStart(2, '0')}${seconds ? `:${String(seconds).padStart(2, '0')}` : ''}`
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** Spells a date out as month, day, year, the way it is said; as `3/5/2024` where day and month cannot be told apart; null for no date. */
export function spellDate(piece: Piece): readonly string[] | null {
  const parts = piece.text.split(/[-/.]/).map(Number) as [number, number, number]
  if (piece.kind === 'isoDate') return nameDate(parts[1], parts[2], parts[0])
  const [first, second, year] = parts
  const fullYear = year < 100 ? (year < 70 ? 2000 + year : 1900 + year) : year
  if (first > 12) return nameDate(second, first, fullYear)
  if (second > 12 || first === second) return nameDate(first, second, fullYear)
  return first >= 1 && second >= 1 ? [`${first}/${second}/${fullYear}`] : null
}

function nameDate(month: number, day: number, year: number): readonly string[] | null {
  const name = MONTHS[month - 1]
  return name !== undefined && day >= 1 && day <= 31 ? [name, String(day), String(year)] : null
}

const CAPITAL_MONTHS = new Set(['Feb', 'Apr', 'Jun', 'Jul', 'Aug', 'Sep', 'Sept', 'Oct', 'Nov', 'Dec'])
const SHORT_WEEKDAYS: Readonly<Record<string, string>> = {
  mon: 'monday', tue: 'tuesday', tues: 'tuesday', wed: 'wednesday', thu: 'thursday', thur: 'thursday', thurs: 'thursday', fri: 'friday',
  sat: 'saturday', sun: 'sunday',
} // prettier-ignore
/** Short weekdays that are no other word. */
const CLEAR_WEEKDAYS = new Set(['tue', 'tues', 'thur', 'thurs', 'fri'])
const BEFORE_MONTH = new Set(['in', 'of', 'since', 'until', 'till', 'last', 'next', 'this', 'early', 'late', 'mid'])
const BEFORE_WEEKDAY = new Set([
  'on',
  'next',
  'last',
  'this',
  'every',
  'by',
  'until',
  'till',
  'from',
  'to',
  'and',
  'or',
  'before',
  'after',
])

/** Full name of a month or weekday cut short, by its spelling and the words around it: `Jan`, `on Mon`, `Sat 9am`. */
export function expandCalendarWord(original: string, previous: string | undefined, next: string | undefined): string | undefined {
  if (CAPITAL_MONTHS.has(original)) return SHORT_MONTHS[original.toLowerCase()]
  const lower = original.toLowerCase()
  // *Jan* is a name too, *mar* a verb.
  if (lower === 'mar' && Object.hasOwn(SHORT_MONTHS, previous ?? '')) return 'march'
  if (lower === 'jan' && (BEFORE_MONTH.has(previous ?? '') || Object.hasOwn(SHORT_MONTHS, next ?? '') || isMonth(next ?? '')))
    return 'january'
  const weekday = Object.hasOwn(SHORT_WEEKDAYS, lower) ? SHORT_WEEKDAYS[lower] : undefined
  if (weekday === undefined || CLEAR_WEEKDAYS.has(lower)) return weekday
  const isWeekdayPlace =
    BEFORE_WEEKDAY.has(previous ?? '') ||
    Object.hasOwn(SHORT_WEEKDAYS, previous ?? '') ||
    Object.hasOwn(SHORT_WEEKDAYS, next ?? '') ||
    /^\d/.test(next ?? '')
  return isWeekdayPlace && (lower === 'mon' || lower === 'thu' || original !== lower) ? weekday : undefined
}

/** True for the English name of a month. */
export function isMonth(word: string): boolean {
  return MONTHS.includes(word)
}

const SHORT_MONTHS: Readonly<Record<string, string>> = {
  jan: 'january', feb: 'february', mar: 'march', apr: 'april', jun: 'june', jul: 'july', aug: 'august',
  sep: 'september', sept: 'september', oct: 'october', nov: 'november', dec: 'december',
} // prettier-ignore

/** Full name of a shortened month, if the word is one. */
export function expandMonth(word: string): string | undefined {
  return Object.hasOwn(SHORT_MONTHS, word) ? SHORT_MONTHS[word] : undefined
}
