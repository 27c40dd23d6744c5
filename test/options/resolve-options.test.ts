import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { ClassifierConfig } from '../../src/options/classifier-config.js'
import { EncoderConfig } from '../../src/options/encoder-config.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import type { SmartMemoOptions } from '../../src/options/smart-memo-options.js'
import { SmartMemo } from '../../src/smart-memo.js'

const encoder = { id: 'mine', dimensions: 8, embed: async () => [] }

/** Options that cannot be used: which is named, how its value is shown, and what is allowed. */
const refused: readonly (readonly [option: string, value: string, allowed: RegExp, options: unknown])[] = [
  ['options', 'undefined', /an object/, undefined],
  ['options', 'null', /an object/, null],
  ['options', '"support"', /an object/, 'support'],
  ['domain', 'undefined', /a non-empty string/, {}],
  ['domain', '5', /a non-empty string/, { domain: 5 }],
  ['domain', '""', /a non-empty string/, { domain: '' }],
  ['domain', '""', /a non-empty string/, { domain: '  ' }],
  ['domain', `"${'d'.repeat(79)}…`, /at most 200 characters/, { domain: 'd'.repeat(201) }],
  ['dbPath', '""', /a file path or ':memory:'/, { dbPath: '' }],
  ['dbPath', '7', /a file path or ':memory:'/, { dbPath: 7 }],
  ['encoder', '"bundled"', /EncoderConfig\.bundled\(\)/, { encoder: 'bundled' }],
  ['encoder', '{"id":"x"}', /EncoderConfig\.bundled\(\)/, { encoder: { id: 'x' } }],
  ['encoder', '{"id":"mine","dimensions":0}', /object \{ id, dimensions, embed/, { encoder: { ...encoder, dimensions: 0 } }],
  ['encoder', '{"id":"","dimensions":8}', /object \{ id, dimensions, embed/, { encoder: { ...encoder, id: '' } }],
  ['classifier', '"bundled"', /ClassifierConfig\.bundled/, { classifier: 'bundled' }],
  ['classifier', '{}', /ClassifierConfig\.bundled/, { classifier: {} }],
  ['candidateK', '0', /a whole number from 1 to 100/, { candidateK: 0 }],
  ['candidateK', '1.5', /a whole number from 1 to 100/, { candidateK: 1.5 }],
  ['candidateK', '101', /a whole number from 1 to 100/, { candidateK: 101 }],
  ['cosineThreshold', '1.1', /a number from -1 to 1/, { cosineThreshold: 1.1 }],
  ['cosineThreshold', 'NaN', /a number from -1 to 1/, { cosineThreshold: Number.NaN }],
  ['maxEntries', '0', /a whole number from 1 to 5,000,000/, { maxEntries: 0 }],
  ['maxEntries', '"10"', /a whole number from 1 to 5,000,000/, { maxEntries: '10' }],
  ['evictionPolicy', '"fifo"', /'lru' \| 'ttl' \| 'hybrid'/, { evictionPolicy: 'fifo' }],
  ['ttlMs', '0', /a positive number of milliseconds/, { ttlMs: 0 }],
  ['ttlMs', 'Infinity', /a positive number of milliseconds/, { ttlMs: Infinity }],
  ['estimatedLlmCostUsd', '-1', /US dollars, 0 or more/, { estimatedLlmCostUsd: -1 }],
  ['implicitFeedback', 'true', /\{ windowMs \}/, { implicitFeedback: true }],
  ['implicitFeedback.windowMs', '-5', /a positive number of milliseconds/, { implicitFeedback: { windowMs: -5 } }],
  ['implicitFeedback.window', '5', /one of the options windowMs$/, { implicitFeedback: { window: 5 } }],
  ['retry', 'true', /\{ maxAttempts, /, { retry: true }],
  ['retry.maxAttempts', '0', /a whole number from 1 to 100/, { retry: { maxAttempts: 0 } }],
  ['retry.attempts', '3', /one of the options maxAttempts, /, { retry: { attempts: 3 } }],
  ['retry.initialBackoffMs', '-1', /milliseconds, 0 or more/, { retry: { initialBackoffMs: -1 } }],
  ['retry.backoffMultiplier', '0.5', /a number from 1 to 100/, { retry: { backoffMultiplier: 0.5 } }],
  ['retry.maxBackoffMs', 'NaN', /milliseconds, 0 or more/, { retry: { maxBackoffMs: Number.NaN } }],
  ['retry.shouldRetry', 'true', /a function \(error, attempt\)/, { retry: { shouldRetry: true } }],
  ['threads', '-1', /'auto' or a whole number from 0 to 64/, { threads: -1 }],
  ['threads', '"many"', /'auto' or a whole number from 0 to 64/, { threads: 'many' }],
  ['durability', '"fsync"', /'sync' \| 'batch' \| 'none'/, { durability: 'fsync' }],
  ['mode', '"on"', /'serve' \| 'shadow' \| 'off'/, { mode: 'on' }],
  ['shouldStore', 'false', /a function \(prompt, response, request\)/, { shouldStore: false }],
  ['redact', 'true', /a function \(text, part\)/, { redact: true }],
  ['encrypt', 'a string of 6 characters', /aes256Gcm\(key\) or an object/, { encrypt: 'secret' }],
  ['encrypt', 'an object', /aes256Gcm\(key\) or an object/, { encrypt: { key: 'secret' } }],
  ['encrypt', 'an object', /aes256Gcm\(key\) or an object/, { encrypt: { id: 'has space', encrypt() {}, decrypt() {} } }],
  ['reembed', '"no"', /true or false/, { reembed: 'no' }],
  ['maxentries', '5', /one of the options domain, dbPath, .*maxEntries/, { maxentries: 5 }],
]

describe('SmartMemo refuses at once', () => {
  test.each(refused)('%s = %s', (option, value, allowed, options) => {
    const given =
      typeof options === 'object' && options !== null && option !== 'domain' ? { domain: 'support', ...options } : options
    const details = { option, value, allowed: expect.stringMatching(allowed) as string }
    expect(() => new SmartMemo(given as SmartMemoOptions)).toThrow(
      expect.objectContaining({ code: 'SMARTMEMO_INVALID_OPTION', details }) as Error,
    )
  })
})

describe('resolveOptions', () => {
  test('fills in the defaults of the contract', () => {
    const { encoder: bundled, shouldStore, ...rest } = resolveOptions({ domain: ' support ' })
    expect(rest).toEqual({
      domain: 'support',
      dbPath: '.smartmemo/cache.db',
      classifier: null,
      candidateK: 5,
      cosineThreshold: 0.9,
      maxEntries: 10_000,
      evictionPolicy: 'lru',
      ttlMs: null,
      estimatedLlmCostUsd: 0,
      implicitFeedbackWindowMs: null,
      retry: null,
      threads: Math.max(1, availableParallelism() - 1),
      durability: 'batch',
      mode: 'serve',
      redact: null,
      encrypt: null,
      reembed: true,
    })
    expect(bundled).toBeInstanceOf(EncoderConfig)
    expect(['', ' \n', 'x'].map((response) => shouldStore('p', response, {} as never))).toEqual([false, false, true])
  })

  test('fills in the defaults of what is switched on by an empty object', () => {
    const { implicitFeedbackWindowMs, retry } = resolveOptions({ domain: 'd', implicitFeedback: {}, retry: {} })
    expect(implicitFeedbackWindowMs).toBe(30_000)
    expect(retry).toMatchObject({ maxAttempts: 3, initialBackoffMs: 500, backoffMultiplier: 2, maxBackoffMs: 30_000 })
    expect(retry!.shouldRetry(new Error('x'), 1)).toBe(true)
  })

  test('takes what is given, undefined standing for left out', () => {
    const shouldStore = () => false
    const classifier = ClassifierConfig.bundled({ threshold: 0.7 })
    const given = { domain: 'd', encoder, classifier, threads: 0, ttlMs: 0.5, cosineThreshold: -1, shouldStore } as const
    expect(resolveOptions(given)).toMatchObject(given)
    expect(resolveOptions({ domain: 'd', maxEntries: undefined } as never).maxEntries).toBe(10_000)
  })
})
