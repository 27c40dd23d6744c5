import { setImmediate } from 'node:timers/promises'

/** A schedule whose turns come only when the test says so. */
export class TurnByTurn {
  readonly #turns: (() => void)[] = []

  readonly schedule = (turn: () => void): void => void this.#turns.push(turn)

  get isOver(): boolean {
    return this.#turns.length === 0
  }

  /** Runs one turn, with everything that it awaits without input or output. */
  async next(): Promise<void> {
    this.#turns.shift()?.()
    await setImmediate()
  }

  async toTheEnd(): Promise<void> {
    while (!this.isOver) await this.next()
  }
}
