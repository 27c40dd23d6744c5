import { describe, expect, test } from 'vitest'
import * as errors from '../../src/errors/errors.js'
import { isSmartMemoError, SmartMemoError, type Details } from '../../src/errors/smart-memo-error.js'
import { decodeError, encodeError } from '../../src/errors/wire.js'

/** One error of every class; a class without an example fails the test. */
const examples: Readonly<Partial<Record<keyof typeof errors, Details>>> = {
  InvalidOptionError: { option: 'ttlMs', value: '0', allowed: 'a positive number' },
  StoreLockedError: { path: 'a.db', pid: 7, host: 'h' },
  StoreDamagedError: { path: 'a.db', reason: 'page 3', keptAs: 'a.db.corrupt-1' },
  StoreVersionError: { path: 'a.db', found: 9, supported: 1 },
  StoreKeyError: { path: 'a.db', problem: 'it is encrypted', remedy: 'Pass the key' },
  StoreWriteError: { path: 'a.db', action: 'write to', reason: 'ENOSPC' },
  EncoderMismatchError: { subject: 'a.db', expected: 'x', actual: 'y' },
  EncoderOutputError: { encoderId: 'x', problem: 'NaN' },
  ModelFileError: { path: 'm.onnx', problem: 'missing', remedy: 'Install again' },
  ModelDownloadError: { url: 'https://example.com/m', problem: 'status 404', remedy: 'Check the name', status: 404 },
  InvalidLineError: { path: 'a.jsonl', line: 3, reason: 'no JSON' },
  FileAccessError: { path: 'a.jsonl', action: 'read', reason: 'ENOENT' },
  LlmCallError: { attempts: 3, reason: 'rate limited' },
  WorkerLostError: { worker: 'memory', reason: 'its port closed' },
  DeadlineError: { action: 'look up', limitMs: 10_000 },
  CacheClosedError: { action: 'look up' },
  LimitError: { what: 'a prompt', size: 9, limit: 8, unit: 'bytes' },
  TrainingDataError: { subject: 'pairs.jsonl', problem: 'all have label 1', remedy: 'Add others' },
  VectorIndexError: { action: 'load', reason: 'its bytes are damaged' },
}

type ErrorClass = new (details: Details, options?: ErrorOptions) => SmartMemoError
const classes = Object.entries(errors) as unknown as [keyof typeof errors, ErrorClass][]

/** What a thread does to a message. */
const overTheWire = (error: unknown) => decodeError(structuredClone(encodeError(error)))

describe('an error that crosses a thread', () => {
  test.each(classes)('%s keeps class, code, message, details, stack and cause', (name, Class) => {
    expect(examples, `an example of ${name} in this file`).toHaveProperty(name)
    const error = new Class(examples[name]!, { cause: new TypeError('underneath') })
    Object.assign(error, { cause: new TypeError('underneath') })
    const arrived = overTheWire(error)
    expect(arrived).toBeInstanceOf(Class)
    expect(arrived).toBeInstanceOf(SmartMemoError)
    expect(isSmartMemoError(arrived)).toBe(true)
    expect(arrived.name).toBe(name)
    expect(arrived.message).toBe(error.message)
    expect(arrived.stack).toBe(error.stack)
    expect(arrived).toMatchObject({ code: error.code, details: examples[name] })
    expect(arrived.cause).toBeInstanceOf(TypeError)
    expect(arrived.cause).toMatchObject({ message: 'underneath' })
  })

  test('of no class of ours keeps name, message, stack and a code in text', () => {
    const system = Object.assign(new Error('no such file'), { code: 'ENOENT', errno: -2 })
    expect(overTheWire(system)).toMatchObject({ name: 'Error', message: 'no such file', code: 'ENOENT', stack: system.stack })
    for (const Class of [TypeError, RangeError, SyntaxError]) {
      expect(overTheWire(new Class('wrong'))).toBeInstanceOf(Class)
      expect(overTheWire(new Class('wrong')).message).toBe('wrong')
    }
    expect(overTheWire(new DOMException('stop', 'AbortError'))).toMatchObject({ name: 'AbortError', message: 'stop' })
  })

  test('that is no error arrives as one', () => {
    for (const thrown of ['text', 7, null, undefined, Symbol('x'), { a: 1 }]) {
      expect(overTheWire(thrown)).toBeInstanceOf(Error)
    }
    expect(overTheWire('text').message).toBe('text')
  })

  test('keeps a chain of causes to a depth of four, and ends on a circular one', () => {
    const circular: Error & { cause?: unknown } = new Error('round')
    circular.cause = circular
    let depth = 0
    for (let at: unknown = overTheWire(circular); at instanceof Error; at = at.cause) depth++
    expect(depth).toBe(5)
  })
})
