import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Link } from '../../src/threads/link.js'
import { WorkerConnector } from '../../src/threads/worker-connector.js'

interface Stubborn {
  count(): Promise<number>
  echo<T>(value: T): Promise<T>
  hang(): Promise<never>
  exit(): Promise<never>
  throwOutside(): Promise<never>
  report(progress: (share: number) => string): Promise<string>
  none(): Promise<never>
}

const WORKER = new URL('stubborn-worker.mjs', import.meta.url)
const workers: Worker[] = []
const noteWorker = (worker: Worker) => void workers.push(worker)
let link: Link<Stubborn>
let opens: number

beforeEach(() => {
  process.on('worker', noteWorker)
  opens = 0
  link = new Link<Stubborn>(new WorkerConnector<Stubborn>('stubborn', WORKER), async () => void opens++)
})
afterEach(async () => {
  await link.close()
  process.off('worker', noteWorker)
  workers.length = 0
})

describe('a service on a thread', () => {
  test('keeps its state between calls and takes arguments of all kinds', async () => {
    expect([await link.service.count(), await link.service.count()]).toEqual([1, 2])
    const value = { text: 'é', numbers: new Float32Array([0.5]), nested: [null, { a: true }] }
    expect(await link.service.echo(value)).toEqual(value)
  })

  test('answers a thousand calls at once, each with its own answer', async () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => index)
    expect(await Promise.all(numbers.map((number) => link.service.echo(number)))).toEqual(numbers)
  })

  test('can call back', async () => {
    expect(await link.service.report((share) => `heard ${share}`)).toBe('heard 0.5')
  })

  test('rejects calls of methods that it does not have', async () => {
    await expect(link.service.none()).rejects.toThrow(TypeError)
  })
})

describe('a thread that dies', () => {
  const deaths: readonly (readonly [how: string, die: () => unknown])[] = [
    ['by terminate()', () => workers[0]!.terminate()],
    ['by process.exit', () => link.service.exit().catch(() => {})],
    ['by an error that nobody catches', () => link.service.throwOutside().catch(() => {})],
  ]

  test.each(deaths)('%s: rejects all calls in flight, and the next ones go to a new one that was opened', async (_, die) => {
    await link.ready()
    const hanging = [link.service.hang(), link.service.hang()]
    await link.service.count()
    void die()
    for (const outcome of await Promise.allSettled(hanging)) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'SMARTMEMO_WORKER_LOST', details: { worker: 'stubborn' } },
      })
    }
    expect(await link.service.count()).toBe(1)
    expect(opens).toBe(2)
  })

  test('many times in a row: is started again each time', async () => {
    for (let death = 1; death <= 5; death++) {
      await link.service.count()
      await workers.at(-1)!.terminate()
      expect(await link.service.count().catch(() => link.service.count())).toBe(1)
    }
  })

  test('does not keep close() waiting', async () => {
    await link.ready()
    const hanging = link.service.hang()
    hanging.catch(() => {})
    void workers[0]!.terminate()
    await link.close()
    await expect(hanging).rejects.toMatchObject({ code: expect.stringMatching(/WORKER_LOST|CLOSED/) as string })
    // The pool may have begun to replace it; nothing of that is left either.
    expect(workers.map(({ threadId }) => threadId)).toEqual(workers.map(() => -1))
  })
})

describe('a thread that cannot start', () => {
  test.each([
    ['its file is missing', 'nowhere.mjs', /nowhere/],
    ['its file throws', 'broken-worker.mjs', /broken on purpose/],
  ])('because %s: says so at once, and again the next time', async (_, file, reason) => {
    const broken = new Link<Stubborn>(new WorkerConnector<Stubborn>('broken', new URL(file, import.meta.url)), async () => {})
    const lost = { code: 'SMARTMEMO_WORKER_LOST', details: { reason: expect.stringMatching(reason) as string } }
    await expect(broken.ready()).rejects.toMatchObject(lost)
    await expect(broken.service.count()).rejects.toMatchObject(lost)
    await broken.close()
  })
})

test('closing ends the thread and rejects what it was asked meanwhile', async () => {
  await link.ready()
  const exited = new Promise((resolve) => workers[0]!.once('exit', resolve))
  const hanging = link.service.hang()
  hanging.catch(() => {})
  await link.close()
  await exited
  await expect(hanging).rejects.toMatchObject({ code: 'SMARTMEMO_WORKER_LOST' })
})
