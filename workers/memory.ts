import { MemoryService } from '../src/memory/memory-service.js'
import type { AttachTask } from '../src/threads/protocol.js'
import { serve } from '../src/threads/serve.js'

/** Owns the database and the indexes on a thread of its own. */
export default function attach(task: AttachTask): void {
  serve(task, new MemoryService())
}
