import { flushAllMemories } from './memory-hub.js'

let isRegistered = false

/**
 * Sees to it that a process which ends without `close()` still writes what a batch holds back: Node emits
 * `beforeExit` once nothing else is going on, and waits for what the listener starts.
 */
export function flushOnExit(): void {
  if (isRegistered || typeof process.once !== 'function') return
  isRegistered = true
  process.once('beforeExit', () => void flushAllMemories())
}
