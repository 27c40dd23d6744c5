import type { ModelCard } from '../model-files/model-card.js'

/** One explicit difference between two prompts, in words that a person understands. */
export interface Difference {
  /** What kind of difference, from a closed list. */
  readonly kind: DifferenceKind
  /** For example `opposite action: approve ↔ deny`. */
  readonly text: string
}

export type DifferenceKind =
  | 'opposite'
  | 'negation'
  | 'number'
  | 'entity'
  | 'category'
  | 'order'
  | 'quantifier'
  | 'question'
  | 'time'
  | 'code'
  | 'only-stored'
  | 'only-asked'

/** One side of a pair. `embedding` is there when the classifier asks for it. */
export interface PairSide {
  readonly prompt: string
  readonly embedding?: Float32Array
}

/**
 * Decides how likely it is that one response serves both prompts. Called from one thread at a time.
 * `score` is a calibrated probability, 0…1, and symmetric in its two sides.
 */
export interface Classifier {
  readonly kind: 'pair' | 'embedding-mlp'
  readonly card: ModelCard
  /** True when both sides must carry embeddings. */
  readonly needsEmbeddings: boolean
  /** Scores the asked prompt against every candidate in one batch; result in the candidates' order. */
  score(asked: PairSide, candidates: readonly PairSide[]): Promise<readonly number[]>
  /** Does ahead what scoring these prompts will need: of one prompt always, of several while there is room to keep it. */
  prepare?(prompts: readonly string[]): void
  /** Names the differences between two prompts; empty where the kind of classifier cannot tell. */
  explain(asked: string, stored: string): readonly Difference[]
  close?(): Promise<void>
}

/** Where a classifier comes from, as plain data that can travel to a worker. */
export type ClassifierSource = { readonly kind: 'bundled' } | { readonly kind: 'file'; readonly path: string }
