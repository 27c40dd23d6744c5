/** Counts what is going on, so that closing can wait for it. */
export class CallsInProgress {
  readonly #calls = new Set<Promise<unknown>>()

  /** Returns `call` itself. */
  track<T>(call: Promise<T>): Promise<T> {
    this.#calls.add(call)
    const leave = () => this.#calls.delete(call)
    call.then(leave, leave)
    return call
  }

  /** Resolves when nothing is going on any more, whatever it came to. */
  async settled(): Promise<void> {
    while (this.#calls.size > 0) await Promise.allSettled(this.#calls)
  }
}
