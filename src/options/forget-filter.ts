import * as v from 'valibot'
import { InvalidOptionError } from '../errors/errors.js'
import { describeValue, parseOptions, showValue } from './parse-options.js'

/** Which entries to forget; every field given must match, and at least one must be given. */
export interface ForgetFilter {
  readonly entryId?: number
  readonly tag?: string
  readonly scope?: string
  readonly prompt?: string
  readonly domain?: string
}

const schema = v.strictObject({
  entryId: v.optional(v.pipe(v.number('a whole number'), v.integer('a whole number'), v.minValue(1, 'a whole number from 1'))),
  tag: v.optional(v.pipe(v.string('a non-empty string'), v.minLength(1, 'a non-empty string'))),
  scope: v.optional(v.string('a string')),
  prompt: v.optional(v.pipe(v.string('a non-empty string'), v.trim(), v.minLength(1, 'a non-empty string'))),
  domain: v.optional(v.pipe(v.string('a non-empty string'), v.minLength(1, 'a non-empty string'))),
})

/** Validates a filter; throws `InvalidOptionError`, also for an empty one, which would forget everything. */
export function resolveForget(filter: ForgetFilter): ForgetFilter {
  const parsed = parseOptions(schema, filter, 'the argument of forget', describeValue)
  const given = Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined)) as ForgetFilter
  if (Object.keys(given).length === 0) {
    throw new InvalidOptionError({
      option: 'the argument of forget',
      value: showValue(filter),
      allowed: 'at least one of entryId, tag, scope, prompt, domain',
    })
  }
  return given
}
