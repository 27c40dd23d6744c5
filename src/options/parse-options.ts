import * as v from 'valibot'
import { InvalidOptionError } from '../errors/errors.js'

/** Longest piece of a refused value that an error shows, in characters. */
const MAX_SHOWN_VALUE = 80

/**
 * Validates `input`; throws `InvalidOptionError` for the first value that does not fit. The schema's messages say
 * what is allowed; `owner` names the object in errors about the object itself.
 */
export function parseOptions<S extends v.GenericSchema>(schema: S, input: unknown, owner: string): v.InferOutput<S> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const issue = result.issues[0]
  const path = v.getDotPath(issue)
  if (issue.type === 'strict_object' && issue.expected === 'never' && path) {
    const known = 'entries' in schema ? Object.keys(schema.entries as object).join(', ') : 'a known option'
    throw new InvalidOptionError({ option: path, value: showValue(issue.input), allowed: `one of the options ${known}` })
  }
  const allowed = issue.message.startsWith('Invalid') ? (issue.expected ?? 'another type') : issue.message
  throw new InvalidOptionError({ option: path ?? owner, value: showValue(issue.input), allowed })
}

/** Shows a value in an error: short, on one line, never the body of a function. */
export function showValue(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  let text: string | undefined
  try {
    text = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)
  } catch {
    text = undefined
  }
  text ??= String(value)
  return text.length > MAX_SHOWN_VALUE ? `${text.slice(0, MAX_SHOWN_VALUE)}…` : text
}
