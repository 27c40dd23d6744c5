/** Aborts what listens to `signal` when nothing is heard for too long, or when `other` aborts. */
export class SilenceGuard {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly signal: AbortSignal

  constructor(maxMs: number, other?: AbortSignal) {
    this.#timer = setTimeout(() => this.#controller.abort(new Error(`nothing came back within ${maxMs} ms`)), maxMs)
    this.signal = other ? AbortSignal.any([this.#controller.signal, other]) : this.#controller.signal
  }

  heard(): void {
    this.#timer.refresh()
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}
