import * as v from 'valibot'
import { LimitError } from '../errors/errors.js'
import { jsonValue } from './json-value.js'
import { describeValue, parseOptions } from './parse-options.js'
import type { JsonValue } from '../store/entry.js'

/** Largest prompt that is looked up or stored; larger ones bypass the cache. 256 KiB is about 60,000 tokens. */
export const MAX_PROMPT_BYTES = 256 * 1024
/** Largest response that is stored. */
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024
/** Largest metadata of an entry, as JSON. */
export const MAX_METADATA_BYTES = 64 * 1024
/** Most tags of an entry. */
export const MAX_TAGS = 64

const text = v.string('a string')
const nonEmpty = v.pipe(v.string('a non-empty string'), v.trim(), v.minLength(1, 'a non-empty string'))
const partition = {
  scope: v.optional(text),
  model: v.optional(text),
  context: v.optional(jsonValue),
  params: v.optional(jsonValue),
}
const threshold = v.optional(
  v.pipe(v.number('a number from 0 to 1'), v.minValue(0, 'a number from 0 to 1'), v.maxValue(1, 'a number from 0 to 1')),
)
const signal = v.optional(v.custom<AbortSignal>(isSignal, 'an AbortSignal'))
const details = {
  metadata: v.optional(jsonValue),
  tags: v.optional(
    v.pipe(
      v.array(
        v.pipe(text, v.minLength(1, 'non-empty strings'), v.maxLength(200, 'strings of at most 200 characters')),
        'an array of strings',
      ),
      v.maxLength(MAX_TAGS, `at most ${MAX_TAGS} tags`),
    ),
  ),
  ttlMs: v.optional(
    v.pipe(
      v.number('a positive number of milliseconds'),
      v.finite('a positive number of milliseconds'),
      v.minValue(Number.MIN_VALUE, 'a positive number of milliseconds'),
    ),
  ),
}
const lookupSchema = v.strictObject({ prompt: text, ...partition, threshold, signal })
const callSchema = v.strictObject({
  ...lookupSchema.entries,
  ...details,
  llmFunction: v.custom<(...args: never[]) => unknown>(
    (value) => typeof value === 'function',
    'a function (prompt, { signal }) => response',
  ),
  read: v.optional(v.boolean('true or false')),
  write: v.optional(v.boolean('true or false')),
})
const rememberSchema = v.strictObject({ prompt: nonEmpty, response: text, ...partition, ...details })

/** Throws `InvalidOptionError` for a request that cannot be used, `LimitError` for metadata over its limit. */
export function validateCall(request: unknown): void {
  checkMetadata(parseOptions(callSchema, request, 'the argument of getOrCall', describeValue).metadata)
}

/** Throws `InvalidOptionError` for a request that cannot be used. */
export function validateLookup(request: unknown): void {
  parseOptions(lookupSchema, request, 'the argument of lookup', describeValue)
}

/** Throws `InvalidOptionError` for a request that cannot be used, `LimitError` for prompt, response or metadata over its limit. */
export function validateRemember(request: unknown): void {
  const parsed = parseOptions(rememberSchema, request, 'the argument of remember', describeValue)
  checkStored(parsed.prompt, parsed.response, parsed.metadata ?? null)
}

/** Throws `LimitError` for prompt, response or metadata over its limit. */
export function checkStored(prompt: string, response: string, metadata: JsonValue): void {
  checkMetadata(metadata)
  checkBytes('a prompt', prompt, MAX_PROMPT_BYTES)
  checkBytes('a response', response, MAX_RESPONSE_BYTES)
}

/** Throws `LimitError` when the UTF-8 form of `value` is larger than `limit` bytes. */
export function checkBytes(what: string, value: string, limit: number): void {
  const size = Buffer.byteLength(value)
  if (size > limit) throw new LimitError({ what, size, limit, unit: 'bytes' })
}

function checkMetadata(metadata: JsonValue | undefined): void {
  if (metadata !== undefined) checkBytes('metadata', JSON.stringify(metadata), MAX_METADATA_BYTES)
}

/** Signals of another realm are no instances of our class. */
function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { aborted, addEventListener } = value as Partial<AbortSignal>
  return typeof aborted === 'boolean' && typeof addEventListener === 'function'
}
