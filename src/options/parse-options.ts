import * as v from 'valibot'
import { InvalidOptionError } from '../errors/errors.js'

/** Longest piece of a refused value that an error shows, in characters. */
const MAX_SHOWN_VALUE = 80

/**
 * Validates `input`; throws `InvalidOptionError` for the first value that does not fit. The schema's messages say
 * what is allowed; `owner` names the object in errors about the object itself, `show` says how a value is shown.
 */
export function parseOptions<S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  owner: string,
  show: (value: unknown, option: string) => string = showValue,
): v.InferOutput<S> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const issue = result.issues[0]
  const option = v.getDotPath(issue) ?? owner
  const last = issue.path?.at(-1)
  const siblings = last && isAboutKey(issue, last.key) ? entriesAt(schema, issue.path!.slice(0, -1)) : undefined
  if (!last || !siblings) throw new InvalidOptionError({ option, value: show(issue.input, option), allowed: allowedBy(issue) })
  const missing = siblings[String(last.key)]
  const allowed = missing
    ? allowedBy(v.safeParse(missing, undefined).issues![0])
    : `one of the options ${Object.keys(siblings).join(', ')}`
  throw new InvalidOptionError({ option, value: show(last.value, option), allowed })
}

/** Tells whether an object has a key too many or lacks one, as against a value that does not fit. */
function isAboutKey(issue: Issue, key: unknown): boolean {
  return issue.type === 'strict_object' && (issue.expected === 'never' || issue.expected === `"${String(key)}"`)
}

/** Shows a value in an error: short, on one line, never the body of a function. */
export function showValue(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number') return String(value)
  let text: string | undefined
  try {
    text = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value)
  } catch {
    text = undefined
  }
  text ??= String(value)
  return text.length > MAX_SHOWN_VALUE ? `${text.slice(0, MAX_SHOWN_VALUE)}…` : text
}

/** Says what kind of value it is without repeating a text, for values that may hold prompts or keys. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return `a string of ${value.length} characters`
  if (typeof value !== 'object' || value === null) return showValue(value)
  return Array.isArray(value) ? 'an array' : 'an object'
}

type Issue = Pick<v.BaseIssue<unknown>, 'type' | 'message' | 'expected'>

/** Messages of our own say it; the library's begin with "Invalid". */
function allowedBy({ message, expected }: Pick<Issue, 'message' | 'expected'>): string {
  if (!message.startsWith('Invalid')) return message
  return expected === 'Object' ? 'an object' : (expected ?? 'another type')
}

type Entries = Readonly<Record<string, v.GenericSchema>>

/** The keys of the object at `path`, when the schema is one of objects all the way. */
function entriesAt(schema: v.GenericSchema, path: readonly { readonly key: unknown }[]): Entries | undefined {
  let entries = entriesOf(schema)
  for (const { key } of path) {
    const next = entries?.[String(key)]
    entries = next && entriesOf(next)
  }
  return entries
}

function entriesOf(schema: v.GenericSchema): Entries | undefined {
  if ('wrapped' in schema) return entriesOf(schema.wrapped as v.GenericSchema)
  if ('pipe' in schema) return entriesOf((schema.pipe as readonly v.GenericSchema[])[0]!)
  return 'entries' in schema ? (schema.entries as Entries) : undefined
}
