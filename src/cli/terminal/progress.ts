import { shorten } from './display-width.js'
import type { Output } from './terminal.js'

/** Between two pictures of the same progress; more often only flickers. */
const INTERVAL_MS = 100
/** Back to the start of the line and clear it (ECMA-48: CR, EL 2). */
const CLEAR_LINE = '\r\u001B[2K'

/** One line that says how far long work has come; only where a person is watching. */
export class Progress {
  readonly #output: Output
  readonly #now: () => number
  #shownAtMs = Number.NEGATIVE_INFINITY
  #isShown = false

  constructor(output: Output, now: () => number = () => performance.now()) {
    this.#output = output
    this.#now = now
  }

  /** Shows what `describe` returns, unless something was shown just before. */
  show(describe: () => string): void {
    if (!this.#output.isTty) return
    const nowMs = this.#now()
    if (nowMs - this.#shownAtMs < INTERVAL_MS) return
    this.#shownAtMs = nowMs
    this.#isShown = true
    // What cannot be shown is no reason to stop the work.
    this.#output.write(`${CLEAR_LINE}${shorten(describe(), this.#output.columns - 1)}`).catch(() => {})
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    if (!this.#isShown) return
    this.#isShown = false
    this.#shownAtMs = Number.NEGATIVE_INFINITY
    await this.#output.write(CLEAR_LINE)
  }
}
