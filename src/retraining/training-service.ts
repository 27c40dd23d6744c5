import { trainClassifier, type TrainClassifierReport, type TrainClassifierTask } from '../training/train-classifier.js'
import type { TrainingProgress } from '../training/training-progress.js'
import { retrain } from './retrain.js'
import type { RetrainReport } from './retrain-report.js'
import type { RetrainTask } from './retrain-task.js'

type OnProgress = (progress: TrainingProgress) => void

/** Training as a service that may live on another thread; arguments and results are structured-cloneable. One run at a time. */
export interface Training {
  /** See {@link trainClassifier}. */
  trainClassifier(task: TrainClassifierTask, onProgress: OnProgress): Promise<TrainClassifierReport>
  /** See {@link retrain}. */
  retrain(task: RetrainTask, onProgress: OnProgress): Promise<RetrainReport>
  /** Ends the run that is going on, which rejects with an `AbortError`; without one, nothing happens. */
  cancel(): Promise<void>
  close(): Promise<void>
}

/** Trains on the thread it lives on, giving way now and then so that a cancellation is heard. */
export class TrainingService implements Training {
  #controller: AbortController | undefined

  trainClassifier(task: TrainClassifierTask, onProgress: OnProgress): Promise<TrainClassifierReport> {
    return this.#run((signal) => trainClassifier(task, { onProgress, signal }))
  }

  retrain(task: RetrainTask, onProgress: OnProgress): Promise<RetrainReport> {
    return this.#run((signal) => retrain(task, { onProgress, signal }))
  }

  cancel(): Promise<void> {
    this.#controller?.abort(new DOMException('Training was cancelled', 'AbortError'))
    return Promise.resolve()
  }

  close(): Promise<void> {
    return this.cancel()
  }

  async #run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    this.#controller = controller
    try {
      return await work(controller.signal)
    } finally {
      if (this.#controller === controller) this.#controller = undefined
    }
  }
}
