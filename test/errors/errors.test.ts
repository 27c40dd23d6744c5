import { describe, expect, test } from 'vitest'
import * as errors from '../../src/errors/errors.js'
import { isSmartMemoError } from '../../src/errors/smart-memo-error.js'

// The one file that asserts wording.
describe('messages name action, value, cause and next step', () => {
  test.each([
    [
      new errors.StoreLockedError({ path: './a.db', pid: 4711, host: 'box' }),
      'Cannot open the cache at ./a.db: locked by process 4711 on box. Close that process, or give this one its own dbPath',
    ],
    [
      new errors.InvalidOptionError({ option: 'ttlMs', value: '0', allowed: 'a positive number of milliseconds' }),
      'Cannot use ttlMs = 0: allowed is a positive number of milliseconds',
    ],
    [
      new errors.InvalidLineError({ path: 'a.jsonl', line: 3, reason: 'not JSON' }),
      'Cannot read a.jsonl, line 3: not JSON. Mend or remove that line',
    ],
    [
      new errors.DeadlineError({ action: 'look up', limitMs: 10_000 }),
      'Cannot look up: nothing came back within 10000 ms. Try again later',
    ],
    [new errors.CacheClosedError({ action: 'look up' }), 'Cannot look up: the cache is closed. Create a new SmartMemo'],
    [
      new errors.LlmCallError({ attempts: 3, reason: 'rate limited' }),
      'Cannot get a response from the LLM: 3 attempts failed, the last with: rate limited',
    ],
  ])('%s', (error, message) => {
    expect(error.message).toBe(message)
  })
})

test('every class has a code of its own', () => {
  const details = new Proxy({}, { get: () => 'x' }) as never
  const codes = Object.values(errors).map((Class) => new Class(details).code)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes) expect(code).toMatch(/^SMARTMEMO_[A-Z_]+$/)
})

test('isSmartMemoError knows errors of another copy of the package', () => {
  const foreign = Object.assign(new Error('x'), { [Symbol.for('smartmemo.error')]: true })
  expect(isSmartMemoError(foreign)).toBe(true)
  for (const other of [new Error('x'), null, 'x', {}]) expect(isSmartMemoError(other)).toBe(false)
})
