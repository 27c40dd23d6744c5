import type { Difference, PairSide } from '../classifier/classifier.js'
import type { EncodedPrompt, InferenceReport } from '../inference/inference.js'
import type { Memory, MemoryReport } from '../memory/memory.js'

/** A prompt's embedding and lexical vector. */
export type Encoding = EncodedPrompt & { readonly embedding: Float32Array }

/** The parts of an open cache. */
export interface CacheParts {
  readonly memory: Memory
  /** Probabilities in the candidates' order, 0…1. */
  readonly score: (asked: PairSide, candidates: readonly PairSide[]) => Promise<readonly number[]>
  readonly explain: (asked: string, stored: readonly string[]) => Promise<readonly (readonly Difference[])[]>
  readonly encode: (prompts: readonly string[]) => Promise<readonly Encoding[]>
  /** Whether encoding takes so little, on a thread of its own, that it need not wait until the exact tier has nothing. */
  readonly encodesAhead: boolean
  readonly models: InferenceReport
  /** Lowest score (without a classifier, cosine) that is a hit. */
  readonly threshold: number
  readonly opened: MemoryReport
  readonly close: () => Promise<void>
}
