import type { Training } from '../retraining/training-service.js'
import { TrainingService } from '../retraining/training-service.js'
import { InlineConnector } from '../threads/connection.js'
import { WorkerConnector } from '../threads/worker-connector.js'
import { WORKER_FILES } from './package-paths.js'

/**
 * Lets `work` train on a thread of its own (`threads` 0: on this one), which ends with it. An aborted signal cancels what is
 * going on: it rejects with the
 * signal's reason, having changed nothing.
 */
export async function runTraining<T>(
  work: (training: Training) => Promise<T>,
  { signal, threads = 1 }: { readonly signal?: AbortSignal; readonly threads?: number } = {},
): Promise<T> {
  const connector =
    threads === 0
      ? new InlineConnector<Training>('training', () => new TrainingService())
      : new WorkerConnector<Training>('training', WORKER_FILES.training)
  const connection = await connector.connect()
  // A thread that is gone has nothing left to cancel.
  const cancel = () => void connection.service.cancel().catch(() => {})
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    signal?.throwIfAborted()
    return await work(connection.service)
  } catch (error) {
    // The thread knows that it was cancelled, not why.
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', cancel)
    await connection.disconnect()
    await connector.close()
  }
}
