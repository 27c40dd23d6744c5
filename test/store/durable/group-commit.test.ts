import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GroupCommit, SYNC_WINDOW_MS } from '../../../src/store/durable/group-commit.js'

interface Step {
  /** What is written; `sync` for a sync. */
  readonly name: string
  readonly finish: () => void
  readonly fail: (error: Error) => void
}

/** Writes and syncs begun, each of which lasts until the test ends it. */
let steps: Step[]
let commit: GroupCommit

const begin = (name: string) => new Promise<void>((finish, fail) => steps.push({ name, finish, fail }))
const names = () => steps.map(({ name }) => name)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  steps = []
  commit = new GroupCommit({ write: (bytes) => begin(Buffer.from(bytes).toString()), sync: () => begin('sync') })
})
afterEach(() => vi.useRealTimers())

/** Ends the step begun last. */
async function finishLast(): Promise<void> {
  steps.at(-1)!.finish()
  await settle()
}

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
    await settle()
    await finishLast()
    expect(await isDone(added)).toBe(false)
    expect(names()).toEqual(['a', 'sync'])
    await finishLast()
    expect(await isDone(added)).toBe(true)
    expect(commit.unwrittenBytes).toBe(0)
  })

  test('resolves a batch record when it is written and not before, and begins to sync it within the window', async () => {
    const added = commit.add(record('a'), 'batch')
    expect(await isDone(added)).toBe(false)
    await finishLast()
    expect(await isDone(added)).toBe(true)
    vi.advanceTimersByTime(SYNC_WINDOW_MS - 1)
    await settle()
    expect(names()).toEqual(['a'])
    vi.advanceTimersByTime(1)
    await settle()
    expect(names()).toEqual(['a', 'sync'])
  })

  test('resolves none at once and writes it as soon, without a sync until a flush asks for it', async () => {
    await commit.add(record('a'), 'none')
    await settle()
    await finishLast()
    vi.advanceTimersByTime(10 * SYNC_WINDOW_MS)
    await settle()
    expect(names()).toEqual(['a'])
    const flushed = commit.flush()
    await settle()
    expect(names()).toEqual(['a', 'sync'])
    await finishLast()
    await flushed
    await commit.flush()
    expect(names()).toEqual(['a', 'sync'])
  })

  test('writes batch records while a sync is going on', async () => {
    const synced = commit.add(record('a'), 'sync')
    await settle()
    await finishLast()
    const added = commit.add(record('b'), 'batch')
    await settle()
    expect(names()).toEqual(['a', 'sync', 'b'])
    await finishLast()
    expect(await isDone(added)).toBe(true)
    expect(await isDone(synced)).toBe(false)
  })

  test('syncs again what was written while a sync was going on', async () => {
    void commit.add(record('a'), 'sync')
    await settle()
    await finishLast()
    const sync = steps.at(-1)!
    await commit.add(record('b'), 'none')
    await settle()
    await finishLast()
    sync.finish()
    const flushed = commit.flush()
    await settle()
    expect(names()).toEqual(['a', 'sync', 'b', 'sync'])
    await finishLast()
    expect(await isDone(flushed)).toBe(true)
  })

  test('shares one write and one sync among all that come while others are going on', async () => {
    const first = commit.add(record('a'), 'sync')
    await settle()
    const others = ['b', 'c', 'd'].map((text) => commit.add(record(text), 'sync'))
    await settle()
    await finishLast()
    await finishLast()
    expect(await isDone(first)).toBe(true)
    await finishLast()
    await finishLast()
    await Promise.all(others)
    expect(names()).toEqual(['a', 'sync', 'bcd', 'sync'])
  })

  test('keeps the order of records of all kinds', async () => {
    void commit.add(record('a'), 'none')
    void commit.add(record('b'), 'batch')
    void commit.add(record('c'), 'sync')
    void commit.add(record('d'), 'batch')
    await settle()
    expect(names()).toEqual(['abcd'])
  })

  test.each(['sync', 'batch'] as const)(
    'keeps what could not be written (%s), refuses until resumed, and then writes it first',
    async (durability) => {
      const failed = commit.add(record('a'), durability)
      await settle()
      const error = new Error('disk full')
      steps[0]!.fail(error)
      await expect(failed).rejects.toBe(error)
      expect(commit.stalledBy).toBe(error)
      await expect(commit.add(record('b'), durability)).rejects.toBe(error)
      const resumed = commit.resume()
      await settle()
      expect(names()).toEqual(['a', 'ab'])
      await finishLast()
      await finishLast()
      await resumed
      expect(commit.stalledBy).toBeUndefined()
    },
  )

  test('stops writing after a failed sync, and begins its window anew once resumed', async () => {
    const error = new Error('disk gone')
    const added = commit.add(record('a'), 'batch')
    await settle()
    await finishLast()
    await added
    vi.advanceTimersByTime(SYNC_WINDOW_MS)
    await settle()
    steps.at(-1)!.fail(error)
    await settle()
    expect(commit.stalledBy).toBe(error)
    await expect(commit.add(record('b'), 'batch')).rejects.toBe(error)
    const resumed = commit.resume()
    await settle()
    await finishLast()
    await finishLast()
    await resumed
    void commit.add(record('c'), 'batch')
    await settle()
    await finishLast()
    vi.advanceTimersByTime(SYNC_WINDOW_MS)
    await settle()
    expect(names()).toEqual(['a', 'sync', 'b', 'sync', 'c', 'sync'])
  })

  test('writes nothing while something runs without writes', async () => {
    let leave = () => {}
    const other = commit.withoutWrites(() => new Promise<void>((resolve) => (leave = resolve)))
    const added = commit.add(record('a'), 'batch')
    await settle()
    expect(names()).toEqual([])
    leave()
    await other
    await settle()
    await finishLast()
    await added
  })

  test('writes, but acknowledges no sync record, while something runs without syncs', async () => {
    let leave = () => {}
    const other = commit.withoutSyncs(() => new Promise<void>((resolve) => (leave = resolve)))
    const batch = commit.add(record('a'), 'batch')
    const sync = commit.add(record('b'), 'sync')
    await settle()
    await finishLast()
    expect(await isDone(batch)).toBe(true)
    expect(await isDone(sync)).toBe(false)
    leave()
    await other
    await settle()
    await finishLast()
    await finishLast()
    await sync
    expect(names()).toEqual(['ab', 'sync'])
  })
})
