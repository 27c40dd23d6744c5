import { MessageChannel, type MessagePort } from 'node:worker_threads'
import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { Piscina } from 'piscina'
import { within } from '../cache/deadline.js'
import { WorkerLostError } from '../errors/errors.js'
import { isSmartMemoError } from '../errors/smart-memo-error.js'
import { decodeError } from '../errors/wire.js'
import type { Connection, Connector } from './connection.js'
import type { AttachTask, Dispatch } from './protocol.js'
import { remoteObject } from './remote-object.js'

/** Longest that a thread may take to start; it takes half a second on a busy machine. */
const START_DEADLINE_MS = 60_000

/** A thread that just died may still be handed the first task; its replacement takes the next. */
const ATTACH_ATTEMPTS = 3

/**
 * Runs a service on a thread of its own. Piscina starts the thread and starts it again when it dies; Comlink
 * carries the calls. A call that is in flight when the thread dies rejects with `WorkerLostError` (Comlink alone
 * would leave it pending for ever), and only a call in flight keeps the process alive.
 */
export class WorkerConnector<T extends object> implements Connector<T> {
  readonly name: string
  readonly #pool: Piscina

  constructor(name: string, file: URL) {
    this.name = name
    this.#pool = new Piscina({
      filename: file.href,
      minThreads: 1,
      maxThreads: 1,
      concurrentTasksPerWorker: 1,
      idleTimeout: Infinity,
      atomics: 'disabled',
    })
    // A dead worker is told through its port; without a listener Piscina's event would end the process.
    this.#pool.on('error', () => {})
  }

  async connect(): Promise<Connection<T>> {
    const port1 = await this.#attach()
    const lost = new Promise<string>((resolve) => port1.once('close', () => resolve('its port closed')))
    const calls = new PendingCalls(port1, this.name)
    void lost.then((reason) => calls.rejectAll(reason))
    return {
      service: remoteObject((method, args) => calls.send(method, args)) as T,
      lost,
      disconnect: async () => {
        calls.release()
        port1.close()
        await lost
      },
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }

  async #attach(): Promise<MessagePort> {
    for (let attempt = 1; ; attempt++) {
      const { port1, port2 } = new MessageChannel()
      try {
        await this.#runTask({ port: port2 })
        return port1
      } catch (error) {
        port1.close()
        if (attempt === ATTACH_ATTEMPTS) throw this.#startError(error)
      }
    }
  }

  /** Piscina leaves a task waiting for ever when the thread cannot start, and only tells of it in an event. */
  async #runTask(task: AttachTask): Promise<void> {
    const giveUp = new AbortController()
    let fail!: (error: unknown) => void
    const failed = new Promise<never>((_, reject) => (fail = reject))
    this.#pool.once('error', fail)
    try {
      const started = this.#pool.run(task, { transferList: [task.port], signal: giveUp.signal })
      started.catch(() => {})
      await Promise.race([within(START_DEADLINE_MS, `start the ${this.name} thread`, started), failed])
    } catch (error) {
      giveUp.abort()
      throw error
    } finally {
      this.#pool.off('error', fail)
    }
  }

  #startError(error: unknown): Error {
    if (isSmartMemoError(error)) return error
    const reason = `it could not start: ${error instanceof Error ? error.message : String(error)}`
    return new WorkerLostError({ worker: this.name, reason })
  }
}

/** The calls of one connection that have no answer yet. */
class PendingCalls {
  readonly #port: MessagePort
  readonly #worker: string
  readonly #dispatch: Comlink.Remote<Dispatch>
  readonly #rejections = new Set<(error: Error) => void>()
  #lostReason: string | undefined

  constructor(port: MessagePort, worker: string) {
    this.#port = port
    this.#worker = worker
    this.#dispatch = Comlink.wrap<Dispatch>(nodeEndpoint(port))
    port.unref()
  }

  async send(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#lostReason !== undefined) throw this.#lostError(this.#lostReason)
    let reject!: (error: Error) => void
    const gone = new Promise<never>((_, fail) => (reject = fail))
    gone.catch(() => {})
    this.#rejections.add(reject)
    if (this.#rejections.size === 1) this.#port.ref()
    try {
      const wireArgs = args.map((arg) => (typeof arg === 'function' ? Comlink.proxy(arg as never) : arg))
      const reply = await Promise.race([this.#dispatch(method, ...wireArgs), gone])
      if (reply.ok) return reply.value
      throw decodeError(reply.error)
    } finally {
      this.#rejections.delete(reject)
      if (this.#rejections.size === 0) this.#port.unref()
    }
  }

  rejectAll(reason: string): void {
    this.#lostReason = reason
    for (const reject of this.#rejections) reject(this.#lostError(reason))
  }

  release(): void {
    this.#dispatch[Comlink.releaseProxy]()
  }

  #lostError(reason: string): WorkerLostError {
    return new WorkerLostError({ worker: this.#worker, reason })
  }
}
