import { describe, expect, test } from 'vitest'
import { InFlight } from '../../src/cache/in-flight.js'
import { defer } from './fake-llm.js'

describe('InFlight', () => {
  test('shares one piece of work between those who ask for the same key, and tells who joined', async () => {
    const inFlight = new InFlight<string>()
    const work = defer<string>()
    let starts = 0
    const start = () => {
      starts++
      return work.promise
    }
    const first = inFlight.run('k', start)
    const second = inFlight.run('k', start)
    const other = inFlight.run('other', async () => 'other')
    expect([first.joined, second.joined, other.joined]).toEqual([false, true, false])
    work.resolve('done')
    expect(await Promise.all([first.result, second.result, other.result])).toEqual(['done', 'done', 'other'])
    expect(starts).toBe(1)
    expect(inFlight.size).toBe(0)
    expect(inFlight.run('k', async () => 'again').joined).toBe(false)
  })

  test('aborts the work only when the last waiter has left, with its reason', async () => {
    const inFlight = new InFlight<string>()
    const [one, two] = [new AbortController(), new AbortController()]
    let shared!: AbortSignal
    const work = (signal: AbortSignal) => {
      shared = signal
      return new Promise<string>(() => {})
    }
    const first = inFlight.run('k', work, one.signal).result
    const second = inFlight.run('k', work, two.signal).result
    one.abort(new Error('one'))
    await expect(first).rejects.toThrow('one')
    expect(shared.aborted).toBe(false)
    two.abort(new Error('two'))
    await expect(second).rejects.toThrow('two')
    expect(shared.reason).toEqual(new Error('two'))
  })

  test('never aborts work that somebody without a signal waits for', async () => {
    const inFlight = new InFlight<string>()
    const work = defer<string>()
    const leaver = new AbortController()
    let shared!: AbortSignal
    const start = (signal: AbortSignal) => {
      shared = signal
      return work.promise
    }
    const stays = inFlight.run('k', start).result
    const leaves = inFlight.run('k', start, leaver.signal).result
    leaver.abort()
    await expect(leaves).rejects.toMatchObject({ name: 'AbortError' })
    expect(shared.aborted).toBe(false)
    work.resolve('kept')
    expect(await stays).toBe('kept')
  })

  test('starts afresh after everybody left, though the old work goes on', async () => {
    const inFlight = new InFlight<string>()
    const old = defer<string>()
    const leaver = new AbortController()
    const left = inFlight.run('k', () => old.promise, leaver.signal).result
    leaver.abort()
    await expect(left).rejects.toMatchObject({ name: 'AbortError' })
    const fresh = defer<string>()
    const next = inFlight.run('k', () => fresh.promise)
    expect(next.joined).toBe(false)
    old.resolve('old')
    await old.promise
    expect(inFlight.run('k', async () => 'third').joined).toBe(true)
    fresh.resolve('fresh')
    expect(await next.result).toBe('fresh')
  })

  test('neither joins nor starts for a signal that is aborted already', async () => {
    const inFlight = new InFlight<string>()
    let starts = 0
    const { joined, result } = inFlight.run('k', async () => `${++starts}`, AbortSignal.abort(new Error('no')))
    await expect(result).rejects.toThrow('no')
    expect([joined, starts, inFlight.size]).toEqual([false, 0, 0])
  })
})
