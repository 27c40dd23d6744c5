/** How far training has come; plain data, since it crosses threads. */
export interface TrainingProgress {
  readonly stage: 'reading' | 'describing' | 'training' | 'judging'
  /** Of what the stage counts: prompts, pairs or steps. */
  readonly done: number
  readonly total: number
  /** Of the stage, guessed from its pace; null while nothing can be said. */
  readonly remainingMs: number | null
  /** While training: from 1. */
  readonly epoch?: number
  /** Of the last complete epoch. */
  readonly trainingLoss?: number
  readonly validationLoss?: number
}

/** Share of a stage that must be done before its pace says anything. */
const LEAST_SHARE = 0.01

/** Tells how long a stage will still take, from how long it took so far. */
export class Pace {
  readonly #now: () => number
  #stage = ''
  #startMs = 0

  /** `now` gives milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  remainingMs(stage: string, done: number, total: number): number | null {
    if (stage !== this.#stage) {
      this.#stage = stage
      this.#startMs = this.#now()
    }
    if (total === 0 || done / total < LEAST_SHARE) return null
    return ((this.#now() - this.#startMs) * (total - done)) / done
  }
}
