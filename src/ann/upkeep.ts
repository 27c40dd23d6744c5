import { setTimeout } from 'node:timers'

/** Does a bounded piece of work and resolves to whether there is more; must not reject. */
export type Chore = () => Promise<boolean>

/** Pause between two pieces of work, in which the thread answers calls. */
const PAUSE_MS = 1

/** Work that can wait, done piece by piece in turns of the event loop; never keeps the process alive. */
export class Upkeep {
  readonly #schedule: (turn: () => void) => void
  readonly #chores = new Set<Chore>()
  readonly #idleWaiters: (() => void)[] = []
  #isBusy = false
  #isStopped = false

  constructor(schedule: (turn: () => void) => void = afterPause) {
    this.#schedule = schedule
  }

  /** Runs a chore, beside others in turn, until it has no more to do; one that is waiting already is not doubled. */
  take(chore: Chore): void {
    if (this.#isStopped) return
    this.#chores.add(chore)
    this.#goOn()
  }

  /** Resolves when there is nothing to do. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve)
      this.#goOn()
    })
  }

  /** Drops what is left, and whatever is taken later. */
  stop(): void {
    this.#isStopped = true
    this.#chores.clear()
  }

  #goOn(): void {
    if (this.#isBusy) return
    if (this.#chores.size === 0) {
      for (const resolve of this.#idleWaiters.splice(0)) resolve()
      return
    }
    this.#isBusy = true
    this.#schedule(() => void this.#turn())
  }

  async #turn(): Promise<void> {
    const [chore] = this.#chores
    if (chore) {
      this.#chores.delete(chore)
      if ((await chore()) && !this.#isStopped) this.#chores.add(chore)
    }
    this.#isBusy = false
    this.#goOn()
  }
}

function afterPause(turn: () => void): void {
  setTimeout(turn, PAUSE_MS).unref()
}
