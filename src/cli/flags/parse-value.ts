import type { Flag, NumberFlag, SwitchFlag } from './flag.js'
import { suggest } from './suggest.js'
import { UsageError } from './usage-error.js'

/** Turns the text after a flag into its value; throws `UsageError` saying what is allowed. */
export function parseValue(label: string, flag: Exclude<Flag, SwitchFlag>, text: string): string | number {
  if (flag.kind === 'number') return parseNumber(label, flag, text)
  if (flag.kind === 'text') {
    if (text === '') throw new UsageError(`${label} needs a value, and an empty one was given`)
    return text
  }
  if (flag.choices.includes(text)) return text
  throw new UsageError(`${label} cannot be ${text}: allowed is ${flag.choices.join(', ')}.${suggest(text, flag.choices)}`)
}

function parseNumber(label: string, flag: NumberFlag, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  const fits = value >= flag.min && value <= flag.max && (!flag.isWhole || Number.isInteger(value))
  if (fits) return value
  throw new UsageError(`${label} cannot be ${text}: allowed is ${allowedOf(flag)}`)
}

function allowedOf({ min, max, isWhole }: NumberFlag): string {
  const what = isWhole ? 'a whole number' : 'a number'
  return max === Number.MAX_SAFE_INTEGER ? `${what}, ${min} or more` : `${what} from ${min} to ${max}`
}
