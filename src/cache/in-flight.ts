import { raceAbort } from './race-abort.js'

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

  /** Joins the work under `key`, or starts it; `joined` tells which. A signal that is aborted already does neither. */
  run(key: string, work: SharedWork<T>, signal?: AbortSignal): { readonly joined: boolean; readonly result: Promise<T> } {
    if (signal?.aborted) return { joined: false, result: Promise.reject(signal.reason as Error) }
    const running = this.#flights.get(key)
    const flight = running ?? this.#start(key, work)
    flight.waiters++
    return {
      joined: running !== undefined,
      result: raceAbort(flight.promise, signal, () => this.#leave(key, flight, signal?.reason)),
    }
  }

  #start(key: string, work: SharedWork<T>): Flight<T> {
    const controller = new AbortController()
    const promise = work(controller.signal).finally(() => this.#remove(key, flight))
    promise.catch(() => {})
    const flight: Flight<T> = { promise, controller, waiters: 0 }
    this.#flights.set(key, flight)
    return flight
  }

  #leave(key: string, flight: Flight<T>, reason: unknown): void {
    flight.waiters--
    if (flight.waiters > 0) return
    // A later identical request must start afresh, not join work that is being torn down.
    this.#remove(key, flight)
    flight.controller.abort(reason)
  }

  #remove(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key)
  }
}
