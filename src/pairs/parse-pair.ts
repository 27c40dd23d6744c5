import * as v from 'valibot'
import type { LabelledPair } from './labelled-pair.js'

/** Largest prompt, as in the cache, which looks up no larger one. */
const MAX_PROMPT_BYTES = 256 * 1024
/** Longest piece of a refused value that a reason shows, in characters. */
const MAX_SHOWN_LENGTH = 80

const prompt = v.pipe(
  v.string('a string'),
  v.check((text) => text.trim() !== '', 'a string that is not blank'),
  v.check((text) => Buffer.byteLength(text) <= MAX_PROMPT_BYTES, `a string of at most ${MAX_PROMPT_BYTES} bytes`),
)
/** Python writes absent values as null. */
const name = v.nullish(v.pipe(v.string('a string'), v.minLength(1, 'a string that is not empty')))
const schema = v.object(
  {
    prompt_a: prompt,
    prompt_b: prompt,
    label: v.picklist([0, 1], 'the number 0 or 1'),
    domain: name,
    source: name,
    split: name,
  },
  'an object with prompt_a, prompt_b and label',
)

/** Reads a record of a pairs file; returns the reason as a string when it cannot be used. Other fields are passed over. */
export function parsePair(record: unknown): LabelledPair | string {
  const result = v.safeParse(schema, Array.isArray(record) ? null : record)
  if (!result.success) return reasonOf(record, result.issues[0])
  const { prompt_a: promptA, prompt_b: promptB, label, domain, source, split } = result.output
  return { promptA, promptB, label, ...(domain && { domain }), ...(source && { source }), ...(split && { split }) }
}

/** Prompts are not repeated, since errors get into logs. */
function reasonOf(record: unknown, issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue)
  if (field === null) return `it is ${kindOf(record)}, wanted is ${issue.message}`
  if (!Object.hasOwn(record as object, field)) return `${field} is missing`
  const found = field.startsWith('prompt_') ? kindOf(issue.input) : show(issue.input)
  return `${field} is ${found}, wanted is ${issue.message}`
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? 'blank' : `a string of ${value.length} characters`
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function show(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text
}
