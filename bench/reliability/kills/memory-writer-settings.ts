import type { Durability } from '../../../src/memory/memory.js'

/** One durability for all calls, or each in turn. */
export type WriterDurability = Durability | 'mixed'

const EACH: readonly Durability[] = ['sync', 'batch', 'none']

/** What the call of that index is made with. */
export function durabilityOf(durability: WriterDurability, index: number): Durability {
  return durability === 'mixed' ? EACH[index % EACH.length]! : durability
}

/** What a memory writer is started with, as JSON. */
export interface MemoryWriterSettings {
  readonly dbPath: string
  readonly seed: number
  /** Index of the first call to make: those before were found to be done. */
  readonly from: number
  readonly durability: WriterDurability
  /** Hexadecimal; null for files in clear. */
  readonly key: string | null
  /** File operations after which the process kills itself; 0 to wait for somebody else to do it. */
  readonly dieAfterSteps: number
}

/** Calls under way at a time. */
export const CALLERS = 16
