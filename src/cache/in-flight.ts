/** What a shared call receives: a signal that aborts when nobody waits for it any more. */
export type SharedWork<T> = (signal: AbortSignal) => Promise<T>

interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  waiters: number
}

/**
 * Lets identical concurrent requests share one piece of work. Each waiter may leave through its own signal; the
 * work is aborted only when the last one has left.
 */
export class InFlight<T> {
  readonly #flights = new Map<string, Flight<T>>()

  get size(): number {
    return this.#flights.size
  }

  /** Joins the work under `key`, or starts it; `joined` tells which. */
  run(key: string, work: SharedWork<T>, signal?: AbortSignal): { readonly joined: boolean; readonly result: Promise<T> } {
    const running = this.#flights.get(key)
    const flight = running ?? this.#start(key, work)
    return { joined: running !== undefined, result: this.#wait(key, flight, signal) }
  }

  /** Resolves when no work is left; rejections are the waiters' affair. */
  async settled(): Promise<void> {
    while (this.#flights.size > 0) await Promise.allSettled([...this.#flights.values()].map((flight) => flight.promise))
  }

  #start(key: string, work: SharedWork<T>): Flight<T> {
    const controller = new AbortController()
    const promise = work(controller.signal).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    })
    promise.catch(() => {})
    const flight: Flight<T> = { promise, controller, waiters: 0 }
    this.#flights.set(key, flight)
    return flight
  }

  async #wait(key: string, flight: Flight<T>, signal?: AbortSignal): Promise<T> {
    flight.waiters++
    if (!signal) return flight.promise
    let onAbort!: () => void
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => {
        flight.waiters--
        if (flight.waiters === 0) {
          // A later identical request must start afresh, not join work that is being torn down.
          if (this.#flights.get(key) === flight) this.#flights.delete(key)
          flight.controller.abort(signal.reason)
        }
        reject(signal.reason as Error)
      }
    })
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await Promise.race([flight.promise, aborted])
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }
}
