import { MessagePort, type Worker } from 'node:worker_threads'
import { afterEach, beforeEach } from 'vitest'

/** What Comlink sends for a call; the first argument is the method's name (src/threads/protocol.ts). */
interface CallMessage {
  readonly type?: string
  readonly argumentList?: readonly { readonly value: unknown }[]
}

/** Lets the thread that a call is sent to die before it hears of it. */
export class DyingThreads {
  /** Threads in the order in which they were started. */
  readonly workers: Worker[] = []
  #victim: { readonly method: string; readonly worker: number } | undefined
  /** Methods whose call killed a thread. */
  readonly killedBy: string[] = []

  /** Registers setting up and tearing down with the calling file. */
  constructor() {
    // oxlint-disable-next-line typescript/unbound-method -- it is called with its port below
    const post = MessagePort.prototype.postMessage
    const noteWorker = (worker: Worker) => void this.workers.push(worker)
    beforeEach(() => {
      process.on('worker', noteWorker)
      // oxlint-disable-next-line typescript/no-this-alias -- the port is the receiver of the replaced method
      const threads = this
      MessagePort.prototype.postMessage = function (this: MessagePort, message: CallMessage, ...rest: never[]) {
        if (!threads.#strikes(message)) post.call(this, message, ...rest)
      }
    })
    afterEach(() => {
      MessagePort.prototype.postMessage = post
      process.off('worker', noteWorker)
      this.workers.length = 0
      this.killedBy.length = 0
      this.#victim = undefined
    })
  }

  /** The next call of `method` ends the thread that was started as the given one, counted from 0. */
  dieOn(method: string, worker: number): void {
    this.#victim = { method, worker }
  }

  #strikes({ type, argumentList }: CallMessage): boolean {
    const victim = this.#victim
    if (!victim || type !== 'APPLY' || argumentList?.[0]?.value !== victim.method) return false
    this.#victim = undefined
    this.killedBy.push(victim.method)
    void this.workers[victim.worker]!.terminate()
    return true
  }
}
