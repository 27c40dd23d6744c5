import { TrainingService } from '../src/retraining/training-service.js'
import type { AttachTask } from '../src/threads/protocol.js'
import { serve } from '../src/threads/serve.js'

/** Trains on a thread of its own. */
export default function attach(task: AttachTask): void {
  serve(task, new TrainingService())
}
