import { clockTime } from './dates-and-times.js'
import { readNumberWords, smallNumberOf } from './number-words.js'

/** Half of the day that words behind an hour name; null where *o'clock* leaves it open. */
export interface HalfOfDay {
  readonly half: 'am' | 'pm' | null
  /** Words that say it. */
  readonly length: number
}

/** Reads *am*, *p.m.*, *o'clock*, *in the evening*, *at night* at `at`; null if none stands there. */
export function readHalfOfDay(words: readonly string[], at: number): HalfOfDay | null {
  const word = words[at]
  if (word === 'am' || word === 'a.m' || word === 'a.m.') return { half: 'am', length: 1 }
  if (word === 'pm' || word === 'p.m' || word === 'p.m.') return { half: 'pm', length: 1 }
  if (word === 'oclock') {
    const rest = readHalfOfDay(words, at + 1)
    return rest?.half ? { half: rest.half, length: rest.length + 1 } : { half: null, length: 1 }
  }
  if (word !== 'in' || words[at + 1] !== 'the') return null
  if (words[at + 2] === 'morning') return { half: 'am', length: 3 }
  return words[at + 2] === 'afternoon' || words[at + 2] === 'evening' ? { half: 'pm', length: 3 } : null
}

const PAST = new Set(['past', 'after'])
const TO = new Set(['to', 'till', 'before'])
const ROUND_MINUTES = new Set([5, 10, 20, 25])

/** A time of day in words: on a 24-hour clock where the half is said, else as said. */
export interface SpokenTime {
  readonly time: string
  readonly length: number
}

/** Reads *quarter past three*, *half past 4 pm*, *at ten to six*, *five thirty pm* at `start`; null if no time stands there. */
export function readSpokenTime(words: readonly string[], start: number): SpokenTime | null {
  return readHourAndMinutes(words, start) ?? readMinutesAndHour(words, start)
}

/** *five thirty pm*; without the half of the day it may be two numbers. */
function readHourAndMinutes(words: readonly string[], start: number): SpokenTime | null {
  const hour = smallNumberOf(words[start]!)
  if (hour === undefined || hour < 1 || hour > 12) return null
  const minutes = readNumberWords(words, start + 1)
  if (minutes === null || minutes.value < 10 || minutes.value > 59) return null
  const half = readHalfOfDay(words, start + 1 + minutes.length)
  if (!half?.half) return null
  const time = clockTime(`${hour}:${minutes.value}`, half.half)
  return time === null ? null : { time, length: 1 + minutes.length + half.length }
}

function readMinutesAndHour(words: readonly string[], start: number): SpokenTime | null {
  const isAfterAt = words[start - 1] === 'at'
  let at = words[start] === 'a' ? start + 1 : start
  const first = words[at++]
  if (first === undefined) return null
  const isSpoken = first === 'quarter' || first === 'half'
  const minutes = first === 'quarter' ? 15 : first === 'half' ? 30 : numberOf(first)
  if (minutes === undefined || (!isSpoken && !ROUND_MINUTES.has(minutes))) return null
  if (!isSpoken && (words[at] === 'minutes' || words[at] === 'minute')) at++
  const direction = words[at++] ?? ''
  const isTo = TO.has(direction)
  if (isTo ? minutes === 30 || !(isSpoken || isAfterAt) : !PAST.has(direction)) return null
  const hour = numberOf(words[at++] ?? '')
  if (hour === undefined || hour < 1 || hour > 12) return null
  const half = readHalfOfDay(words, at)
  const past = isTo ? 60 - minutes : minutes
  const time = clockTime(`${isTo ? (hour === 1 ? 12 : hour - 1) : hour}:${past}`, half?.half ?? null)
  return time === null ? null : { time, length: at + (half?.length ?? 0) - start }
}

function numberOf(word: string): number | undefined {
  return /^\d{1,2}$/.test(word) ? Number(word) : smallNumberOf(word)
}
