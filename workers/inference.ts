import { InferenceService } from '../src/inference/inference-service.js'
import type { AttachTask } from '../src/threads/protocol.js'
import { serve } from '../src/threads/serve.js'

/** Encodes and scores on a thread of its own. */
export default function attach(task: AttachTask): void {
  serve(task, new InferenceService())
}
