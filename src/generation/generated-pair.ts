import type { LabelledPair } from '../pairs/labelled-pair.js'
import type { PairKind } from './generation-template.js'

export type GeneratedSplit = 'train' | 'validation' | 'test'

/** A labelled pair before it has a split. */
export interface UnsplitPair extends Pick<LabelledPair, 'promptA' | 'promptB' | 'label'> {
  readonly domain: string
  readonly kind: PairKind
  /** Pairs of one base belong to one split. */
  readonly base: string
}

/** A labelled pair made by rules or by an LLM; no prompt of a split stands in another. */
export interface GeneratedPair extends UnsplitPair {
  readonly split: GeneratedSplit
}
