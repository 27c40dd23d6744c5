/** Aborts what listens to `signal` when nothing is heard for too long. */
export class SilenceGuard {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(maxMs: number) {
    this.#timer = setTimeout(() => this.#controller.abort(new Error(`nothing came back within ${maxMs} ms`)), maxMs)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  heard(): void {
    this.#timer.refresh()
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}
