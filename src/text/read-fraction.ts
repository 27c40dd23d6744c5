import { scaleOf, smallNumberOf } from './number-words.js'
import { findUnit } from './units.js'

/** A number read from words: its canonical spelling and how many words it took. */
export interface ReadNumber {
  readonly text: string
  readonly length: number
}

const PARTS: Readonly<Record<string, number>> = {
  half: 2, halves: 2, third: 3, thirds: 3, quarter: 4, quarters: 4, fourth: 4, fourths: 4, fifth: 5, fifths: 5, sixth: 6, sixths: 6,
  eighth: 8, eighths: 8, tenth: 10, tenths: 10,
} // prettier-ignore

const isArticle = (word: string | undefined) => word === 'a' || word === 'an'

/** Reads a fraction that starts at `at`: *half a day*, *half an hour*, *a quarter of*, *two thirds*, *one half*. Null if there is none. */
export function readFraction(words: readonly string[], at: number): ReadNumber | null {
  const word = words[at]!
  const next = words[at + 1]
  if (next === undefined) return null
  if (word === 'half') {
    const rest = isArticle(next) ? at + 2 : at + 1
    const scale = scaleOf(words[rest] ?? '')
    if (scale !== undefined) return { text: String(scale / 2), length: rest + 1 - at }
    return isArticle(next) || isUnit(words[rest]) ? { text: '0.5', length: rest - at } : null
  }
  const count = isArticle(word) ? 1 : smallNumberOf(word)
  const parts = Object.hasOwn(PARTS, next) ? PARTS[next] : undefined
  if (count === undefined || parts === undefined || count >= parts || count === 0) return null
  if (parts === 2) return { text: '0.5', length: isArticle(words[at + 2]) ? 3 : 2 }
  if (words[at + 2] !== 'of') return next.endsWith('s') && parts !== 4 ? { text: `${count}/${parts}`, length: 2 } : null
  const isOfUnit = isArticle(words[at + 3]) && isUnit(words[at + 4])
  return { text: isOfUnit ? String(count / parts) : `${count}/${parts}`, length: isOfUnit ? 4 : 2 }
}

/** Reads what *and a half* or *and a quarter* adds to the number or unit before `at`; null if neither stands there. */
export function readAndPart(words: readonly string[], at: number): { readonly value: number; readonly length: number } | null {
  if (words[at] !== 'and' || !(isArticle(words[at + 1]) || words[at + 1] === 'one')) return null
  if (words[at + 2] === 'half') return { value: 0.5, length: 3 }
  return words[at + 2] === 'quarter' ? { value: 0.25, length: 3 } : null
}

function isUnit(word: string | undefined): boolean {
  return word !== undefined && findUnit(word, true) !== undefined
}
