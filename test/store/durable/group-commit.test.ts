import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BATCH_WINDOW_MS, GroupCommit } from '../../../src/store/durable/group-commit.js'

interface Write {
  readonly text: string
  readonly mustSync: boolean
  readonly finish: () => void
  readonly fail: (error: Error) => void
}

let writes: Write[]
let commit: GroupCommit

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  writes = []
  commit = new GroupCommit(
    (bytes, mustSync) =>
      new Promise((resolve, reject) =>
        writes.push({ text: Buffer.from(bytes).toString(), mustSync, finish: resolve, fail: reject }),
      ),
  )
})
afterEach(() => vi.useRealTimers())

const record = (text: string) => new Uint8Array(Buffer.from(text))
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Tells whether a promise has been settled by now. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false
  promise.then(
    () => (done = true),
    () => (done = true),
  )
  await settle()
  return done
}

describe('GroupCommit', () => {
  test('resolves a sync record when it is on disk and not before', async () => {
    const added = commit.add(record('a'), 'sync')
    expect(await isDone(added)).toBe(false)
    expect(writes.map(({ text, mustSync }) => [text, mustSync])).toEqual([['a', true]])
    writes[0]!.finish()
    expect(await isDone(added)).toBe(true)
    expect(commit.unwrittenBytes).toBe(0)
  })

  test('shares one write among all that come while another is going on', async () => {
    const first = commit.add(record('a'), 'sync')
    await settle()
    const others = ['b', 'c', 'd'].map((text) => commit.add(record(text), 'sync'))
    await settle()
    expect(writes).toHaveLength(1)
    writes[0]!.finish()
    await first
    await settle()
    expect(writes.map(({ text }) => text)).toEqual(['a', 'bcd'])
    writes[1]!.finish()
    await Promise.all(others)
  })

  test('resolves batch at once and writes it within the window, with a sync', async () => {
    await commit.add(record('a'), 'batch')
    await commit.add(record('b'), 'batch')
    vi.advanceTimersByTime(BATCH_WINDOW_MS - 1)
    await settle()
    expect(writes).toHaveLength(0)
    vi.advanceTimersByTime(1)
    await settle()
    expect(writes.map(({ text, mustSync }) => [text, mustSync])).toEqual([['ab', true]])
  })

  test('writes none without a sync, until a flush asks for it', async () => {
    await commit.add(record('a'), 'none')
    vi.advanceTimersByTime(BATCH_WINDOW_MS)
    await settle()
    writes[0]!.finish()
    await settle()
    const flushed = commit.flush()
    await settle()
    expect(writes.map(({ text, mustSync }) => [text, mustSync])).toEqual([
      ['a', false],
      ['', true],
    ])
    writes[1]!.finish()
    await flushed
    await commit.flush()
    expect(writes).toHaveLength(2)
  })

  test('keeps the order of records of all kinds', async () => {
    await commit.add(record('a'), 'none')
    await commit.add(record('b'), 'batch')
    void commit.add(record('c'), 'sync')
    await commit.add(record('d'), 'batch')
    await settle()
    expect(writes.map(({ text }) => text)).toEqual(['abcd'])
  })

  test('keeps what could not be written, refuses until resumed, and then writes it first', async () => {
    const failed = commit.add(record('a'), 'sync')
    await settle()
    const error = new Error('disk full')
    writes[0]!.fail(error)
    await expect(failed).rejects.toBe(error)
    expect(commit.stalledBy).toBe(error)
    await expect(commit.add(record('b'), 'sync')).rejects.toBe(error)
    const resumed = commit.resume()
    await settle()
    expect(writes[1]).toMatchObject({ text: 'ab', mustSync: true })
    writes[1]!.finish()
    await resumed
    expect(commit.stalledBy).toBeUndefined()
  })

  test('writes nothing while something runs exclusively', async () => {
    let leave = () => {}
    const exclusive = commit.exclusively(() => new Promise<void>((resolve) => (leave = resolve)))
    const added = commit.add(record('a'), 'sync')
    await settle()
    expect(writes).toHaveLength(0)
    leave()
    await exclusive
    await settle()
    expect(writes).toHaveLength(1)
    writes[0]!.finish()
    await added
  })
})
