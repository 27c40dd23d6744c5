import { availableParallelism } from 'node:os'
import * as v from 'valibot'
import type { RetryOptions } from './retry-options.js'
import type { Encoder } from '../encoder/encoder.js'
import type { Cipher } from '../security/cipher.js'
import type { Redact } from '../security/redact.js'
import { ClassifierConfig } from './classifier-config.js'
import { EncoderConfig } from './encoder-config.js'
import { describeValue, parseOptions, showValue } from './parse-options.js'
import type { SmartMemoOptions } from './smart-memo-options.js'

/** Options with every default filled in. */
export interface ResolvedOptions extends Required<
  Omit<SmartMemoOptions, 'classifier' | 'ttlMs' | 'implicitFeedback' | 'retry' | 'threads' | 'redact' | 'encrypt'>
> {
  readonly classifier: ClassifierConfig | null
  readonly ttlMs: number | null
  readonly implicitFeedbackWindowMs: number | null
  readonly retry: RetryOptions | null
  readonly threads: number
  readonly redact: Redact | null
  readonly encrypt: Cipher | null
}

/** Where a cache is kept unless told otherwise, relative to the working folder. */
export const DEFAULT_DB_PATH = '.smartmemo/cache.db'
const DEFAULT_IMPLICIT_WINDOW_MS = 30_000
const DEFAULT_RETRY: RetryOptions = {
  maxAttempts: 3,
  initialBackoffMs: 500,
  backoffMultiplier: 2,
  maxBackoffMs: 30_000,
  shouldRetry: () => true,
}

const wholeNumber = (min: number, max: number, allowed = `a whole number from ${min} to ${max.toLocaleString('en')}`) =>
  v.pipe(v.number(allowed), v.integer(allowed), v.minValue(min, allowed), v.maxValue(max, allowed))
const numberFrom = (min: number, max: number, allowed: string) =>
  v.pipe(v.number(allowed), v.finite(allowed), v.minValue(min, allowed), v.maxValue(max, allowed))
const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, values.map((value) => `'${value}'`).join(' | '))
const positiveMs = numberFrom(Number.MIN_VALUE, Number.MAX_SAFE_INTEGER, 'a positive number of milliseconds')

const ENCODER_ALLOWED = 'EncoderConfig.bundled(), EncoderConfig.transformers(…) or an object { id, dimensions, embed(texts) }'
const CLASSIFIER_ALLOWED = 'ClassifierConfig.bundled(…) or ClassifierConfig.fromFile(path, …)'

const CIPHER_ALLOWED = 'aes256Gcm(key) or an object { id, encrypt(bytes, place), decrypt(bytes, place) }'

const THREADS_ALLOWED = `'auto' or a whole number from 0 to 64`

const schema = v.strictObject({
  domain: v.pipe(
    v.string('a non-empty string'),
    v.trim(),
    v.minLength(1, 'a non-empty string'),
    v.maxLength(200, 'at most 200 characters'),
  ),
  dbPath: v.optional(v.pipe(v.string(`a file path or ':memory:'`), v.minLength(1, `a file path or ':memory:'`)), DEFAULT_DB_PATH),
  encoder: v.optional(v.custom<EncoderConfig | Encoder>(isEncoderOption, ENCODER_ALLOWED)),
  classifier: v.optional(v.custom<ClassifierConfig>((value) => value instanceof ClassifierConfig, CLASSIFIER_ALLOWED)),
  candidateK: v.optional(wholeNumber(1, 100), 5),
  cosineThreshold: v.optional(numberFrom(-1, 1, 'a number from -1 to 1'), 0.9),
  maxEntries: v.optional(wholeNumber(1, 5_000_000), 10_000),
  evictionPolicy: v.optional(oneOf(['lru', 'ttl', 'hybrid']), 'lru'),
  ttlMs: v.optional(positiveMs),
  estimatedLlmCostUsd: v.optional(numberFrom(0, Number.MAX_SAFE_INTEGER, 'a number of US dollars, 0 or more'), 0),
  implicitFeedback: v.optional(v.strictObject({ windowMs: v.optional(positiveMs, DEFAULT_IMPLICIT_WINDOW_MS) }, '{ windowMs }')),
  retry: v.optional(
    v.strictObject(
      {
        maxAttempts: v.optional(wholeNumber(1, 100), DEFAULT_RETRY.maxAttempts),
        initialBackoffMs: v.optional(numberFrom(0, 3_600_000, 'milliseconds, 0 or more'), DEFAULT_RETRY.initialBackoffMs),
        backoffMultiplier: v.optional(numberFrom(1, 100, 'a number from 1 to 100'), DEFAULT_RETRY.backoffMultiplier),
        maxBackoffMs: v.optional(numberFrom(0, 3_600_000, 'milliseconds, 0 or more'), DEFAULT_RETRY.maxBackoffMs),
        shouldRetry: v.optional(
          v.custom<RetryOptions['shouldRetry']>(isFunction, 'a function (error, attempt) => boolean'),
          () => DEFAULT_RETRY.shouldRetry,
        ),
      },
      '{ maxAttempts, initialBackoffMs, backoffMultiplier, maxBackoffMs, shouldRetry }',
    ),
  ),
  threads: v.optional(v.union([v.literal('auto'), wholeNumber(0, 64, THREADS_ALLOWED)], THREADS_ALLOWED), 'auto'),
  durability: v.optional(oneOf(['sync', 'batch', 'none']), 'batch'),
  mode: v.optional(oneOf(['serve', 'shadow', 'off']), 'serve'),
  shouldStore: v.optional(
    v.custom<NonNullable<SmartMemoOptions['shouldStore']>>(isFunction, 'a function (prompt, response, request) => boolean'),
  ),
  redact: v.optional(v.custom<Redact>(isFunction, 'a function (text, part) => string')),
  encrypt: v.optional(v.custom<Cipher>(isCipher, CIPHER_ALLOWED)),
  reembed: v.optional(v.boolean('true or false'), true),
})

/** Validates options and fills in defaults; throws `InvalidOptionError` for the first that cannot be used. */
export function resolveOptions(options: SmartMemoOptions): ResolvedOptions {
  const parsed = parseOptions(schema, options, 'options', (value, option) =>
    option === 'encrypt' ? describeValue(value) : showValue(value),
  )
  return {
    ...parsed,
    encoder: parsed.encoder ?? EncoderConfig.bundled(),
    classifier: parsed.classifier ?? null,
    ttlMs: parsed.ttlMs ?? null,
    implicitFeedbackWindowMs: parsed.implicitFeedback?.windowMs ?? null,
    retry: parsed.retry ?? null,
    redact: parsed.redact ?? null,
    encrypt: parsed.encrypt ?? null,
    threads: parsed.threads === 'auto' ? Math.max(1, availableParallelism() - 1) : parsed.threads,
    shouldStore: parsed.shouldStore ?? ((_, response) => response.trim() !== ''),
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

function isEncoderOption(value: unknown): boolean {
  if (value instanceof EncoderConfig) return true
  if (typeof value !== 'object' || value === null) return false
  const { id, dimensions, embed } = value as Partial<Encoder>
  return typeof id === 'string' && id !== '' && Number.isInteger(dimensions) && dimensions! > 0 && typeof embed === 'function'
}

function isCipher(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { id, encrypt, decrypt } = value as Partial<Cipher>
  return (
    typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id) && typeof encrypt === 'function' && typeof decrypt === 'function'
  )
}
