import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { callWithRetry } from '../../src/cache/call-with-retry.js'
import type { RetryOptions } from '../../src/options/retry-options.js'
import { settle } from './fake-llm.js'

const OPTIONS: RetryOptions = {
  maxAttempts: 5,
  initialBackoffMs: 100,
  backoffMultiplier: 2,
  maxBackoffMs: 350,
  shouldRetry: () => true,
}
const never = new AbortController().signal

/** Runs to the end on the fake clock; returns when each attempt was made and what came of it. */
async function run(options: RetryOptions, random: () => number, fails = Infinity, signal = never) {
  const startedMs = Date.now()
  const attemptsAtMs: number[] = []
  const call = async () => {
    attemptsAtMs.push(Date.now() - startedMs)
    if (attemptsAtMs.length <= fails) throw new Error(`failure ${attemptsAtMs.length}`)
    return 'response'
  }
  const outcome = callWithRetry(call, options, signal, random).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  await settle()
  while (vi.getTimerCount() > 0) {
    vi.advanceTimersToNextTimer()
    await settle()
  }
  return { attemptsAtMs, ...(await outcome) } as { attemptsAtMs: number[]; value?: string; error?: unknown }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => vi.useRealTimers())

describe('callWithRetry', () => {
  test('waits longer after each failure, up to maxBackoffMs, and at most the whole backoff', async () => {
    expect((await run(OPTIONS, () => 1)).attemptsAtMs).toEqual([0, 100, 300, 650, 1000])
  })

  test('waits at least half of the backoff', async () => {
    expect((await run(OPTIONS, () => 0)).attemptsAtMs).toEqual([0, 50, 150, 325, 500])
  })

  test('never waits less than half or more than all of the backoff, nor makes more than maxAttempts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          maxAttempts: fc.integer({ min: 1, max: 6 }),
          initialBackoffMs: fc.integer({ min: 2, max: 1000 }),
          backoffMultiplier: fc.integer({ min: 1, max: 5 }),
          maxBackoffMs: fc.integer({ min: 2, max: 2000 }),
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (options, random) => {
          const { attemptsAtMs } = await run({ ...options, shouldRetry: () => true }, () => random)
          expect(attemptsAtMs).toHaveLength(options.maxAttempts)
          for (let index = 1; index < attemptsAtMs.length; index++) {
            const backoffMs = Math.min(options.maxBackoffMs, options.initialBackoffMs * options.backoffMultiplier ** (index - 1))
            const waitedMs = attemptsAtMs[index]! - attemptsAtMs[index - 1]!
            expect(waitedMs).toBeGreaterThanOrEqual(Math.floor(backoffMs / 2))
            expect(waitedMs).toBeLessThanOrEqual(Math.ceil(backoffMs))
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('returns the first success', async () => {
    const { attemptsAtMs, value } = await run(OPTIONS, () => 1, 2)
    expect(value).toBe('response')
    expect(attemptsAtMs).toHaveLength(3)
  })

  test('gives up with the last rejection as cause when the attempts are used up', async () => {
    const { error } = await run({ ...OPTIONS, maxAttempts: 2 }, () => 1)
    expect(error).toMatchObject({ code: 'SMARTMEMO_LLM_CALL', details: { attempts: 2 }, cause: new Error('failure 2') })
  })

  test('stops when shouldRetry says so, which sees the rejection and the attempt', async () => {
    const seen: unknown[] = []
    const shouldRetry = (error: unknown, attempt: number) => {
      seen.push([(error as Error).message, attempt])
      return attempt < 2
    }
    const { error, attemptsAtMs } = await run({ ...OPTIONS, shouldRetry }, () => 1)
    expect(attemptsAtMs).toHaveLength(2)
    expect(seen).toEqual([
      ['failure 1', 1],
      ['failure 2', 2],
    ])
    expect(error).toMatchObject({ code: 'SMARTMEMO_LLM_CALL' })
  })

  test('stops waiting when the signal aborts, with its reason', async () => {
    const controller = new AbortController()
    const reason = new Error('left')
    let calls = 0
    const call = async () => {
      calls++
      throw new Error('no')
    }
    const outcome = callWithRetry(call, OPTIONS, controller.signal, () => 1)
    await settle()
    controller.abort(reason)
    await expect(outcome).rejects.toBe(reason)
    expect(calls).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('rejects with the reason, not with the rejection, when the call fails because of the abort', async () => {
    const controller = new AbortController()
    const reason = new Error('left')
    const call = async () => {
      controller.abort(reason)
      throw new Error('aborted')
    }
    await expect(callWithRetry(call, OPTIONS, controller.signal, () => 1)).rejects.toBe(reason)
  })
})
