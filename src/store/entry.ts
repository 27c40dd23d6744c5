import type { LexicalVector } from '../text/lexical-vector.js'

/** Anything JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** A stored prompt with its response. */
export interface Entry {
  /** 1…2³²−1, given once and never again; also the entry's label in the indexes. */
  readonly id: number
  /** Hash of domain, scope, model, context and params: entries never cross it. */
  readonly partition: string
  readonly domain: string
  /** Hash of the scope; null without one. */
  readonly scopeKey: string | null
  /** As asked. */
  readonly prompt: string
  /** Hash of the normalised prompt; unique within a partition. */
  readonly promptKey: string
  readonly response: string
  /** Unit length; null until the current encoder has embedded the prompt. */
  readonly embedding: Float32Array | null
  /** The encoder that made `embedding`. */
  readonly encoderId: string | null
  readonly lexical: LexicalVector
  readonly tags: readonly string[]
  readonly metadata: JsonValue
  readonly createdAtMs: number
  readonly lastUsedAtMs: number
  /** First moment at which the entry must no longer be served; null for never. */
  readonly expiresAtMs: number | null
  readonly hitCount: number
}

/** The part of an entry that serving it needs. */
export type EntryText = Pick<Entry, 'id' | 'prompt' | 'response'>
