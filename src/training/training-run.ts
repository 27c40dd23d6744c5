import { setImmediate } from 'node:timers/promises'
import type { FitProgress } from './fit-network.js'
import { Pace, type TrainingProgress } from './training-progress.js'

/** Who listens to a piece of training, and who may end it. */
export interface TrainingListener {
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Reports progress, and gives way to other work so that an abort is noticed; it rejects with the signal's reason. */
export class TrainingRun {
  readonly signal: AbortSignal | undefined
  readonly #onProgress: ((progress: TrainingProgress) => void) | undefined
  readonly #pace: Pace

  constructor({ onProgress, signal }: TrainingListener, now: () => number = () => performance.now()) {
    this.#onProgress = onProgress
    this.signal = signal
    this.#pace = new Pace(now)
  }

  async report(stage: TrainingProgress['stage'], done: number, total: number): Promise<void> {
    this.#onProgress?.({ stage, done, total, remainingMs: this.#pace.remainingMs(stage, done, total) })
    await setImmediate()
    this.signal?.throwIfAborted()
  }

  /** For {@link fitNetwork}, which gives way itself. */
  reportStep({ step, steps, epoch, history }: FitProgress): void {
    const last = history.at(-1)
    const remainingMs = this.#pace.remainingMs('training', step, steps)
    this.#onProgress?.({
      stage: 'training',
      done: step,
      total: steps,
      remainingMs,
      epoch,
      ...(last && { trainingLoss: last.trainingLoss, validationLoss: last.validationLoss }),
    })
  }
}
