const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'
const ROUND_ORDINALS = 'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'

const SMALL = new Map<string, number>(ONES.split(' ').map((word, value) => [word, value]))
const ROUND = new Map<string, number>(TENS.split(' ').map((word, index) => [word, 20 + 10 * index]))
const SCALES = new Map<string, number>([
  ['hundred', 100],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['dozen', 12],
])
const RANKS = new Map<string, number>([
  ...ORDINALS.split(' ').map((word, index): [string, number] => [word, index + 1]),
  ...ROUND_ORDINALS.split(' ').map((word, index): [string, number] => [word, 20 + 10 * index]),
])

/** Multiplier of a word such as *thousand*, or of the suffixes k, m, bn glued to a number. */
export function scaleOf(word: string): number | undefined {
  return SCALES.get(word)
}

/** Value of one number word below one hundred. */
export function smallNumberOf(word: string): number | undefined {
  return SMALL.get(word) ?? ROUND.get(word)
}

/** Rank of an ordinal word: third → 3. */
export function rankOf(word: string): number | undefined {
  return RANKS.get(word)
}

/** Rank of two words such as *twenty first*; undefined for others. */
export function compoundRankOf(tens: string, ones: string): number | undefined {
  const round = ROUND.get(tens)
  const rank = RANKS.get(ones)
  return round !== undefined && rank !== undefined && rank < 10 ? round + rank : undefined
}

/** A number spelled in words: its value and how many words it took. */
export interface SpelledNumber {
  readonly value: number
  readonly length: number
}

/** Reads the longest number in words that starts at `start`: *a hundred and five* → 105, four words. Null if there is none. */
export function readNumberWords(words: readonly string[], start: number): SpelledNumber | null {
  const year = readYearWords(words, start)
  if (year !== null) return year
  let total = 0
  let group = 0
  let at = start
  let isEmpty = true
  if (words[at] === 'a' && SCALES.has(words[at + 1] ?? '')) {
    group = 1
    isEmpty = false
    at++
  }
  for (; at < words.length; at++) {
    const word = words[at] as string
    const small = SMALL.get(word)
    const round = ROUND.get(word)
    const scale = SCALES.get(word)
    if (small !== undefined) {
      const fits =
        isEmpty || (group % 100 === 0 ? group > 0 || total > 0 : group % 10 === 0 && group % 100 >= 20 && small > 0 && small < 10)
      if (!fits) break
      group += small
    } else if (round !== undefined) {
      if (!isEmpty && group % 100 !== 0) break
      group += round
    } else if (scale !== undefined && !isEmpty) {
      if (scale < 1000) group = (group || 1) * scale
      else {
        total += (group || 1) * scale
        group = 0
      }
    } else if (word === 'and' && !isEmpty && group % 100 === 0 && group + total >= 100 && continues(words[at + 1])) {
      continue
    } else break
    isEmpty = false
  }
  return isEmpty ? null : { value: total + group, length: at - start }
}

/** *nineteen ninety nine*, *twenty twenty four*: a century and two digits. */
function readYearWords(words: readonly string[], start: number): SpelledNumber | null {
  const first = words[start]
  const century = first === 'eighteen' ? 1800 : first === 'nineteen' ? 1900 : first === 'twenty' ? 2000 : undefined
  const second = words[start + 1] ?? ''
  const tens = ROUND.get(second) ?? SMALL.get(second)
  if (century === undefined || tens === undefined || tens < 10) return null
  const ones = ROUND.has(second) ? SMALL.get(words[start + 2] ?? '') : undefined
  const hasOnes = ones !== undefined && ones > 0 && ones < 10
  return { value: century + tens + (hasOnes ? ones : 0), length: hasOnes ? 3 : 2 }
}

function continues(word: string | undefined): boolean {
  return word !== undefined && (SMALL.has(word) || ROUND.has(word))
}
