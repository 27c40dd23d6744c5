import type { JsonValue } from '../store/entry.js'
import type { CandidateRecord, Outcome, OutcomeReason, Tier } from '../store/lookup-record.js'
import type { Difference } from '../classifier/classifier.js'

/** Calls the LLM; gets the prompt as asked and a signal that aborts when nobody waits for the response any more. */
export type LlmFunction = (prompt: string, options: { readonly signal: AbortSignal }) => string | Promise<string>

/** What is asked, and what separates it from other askers. */
export interface LookupRequest {
  readonly prompt: string
  /** Tenant, user or thread: entries of one scope are never served to another. */
  readonly scope?: string
  /** LLM name; part of the partition. */
  readonly model?: string
  /** System prompt, earlier turns, tools, format; part of the partition, never of the embedded text. */
  readonly context?: JsonValue
  /** Sampling parameters; part of the partition. */
  readonly params?: JsonValue
  /** Tightens the threshold for this lookup, 0…1; a lower value than the cache's has no effect. */
  readonly threshold?: number
  readonly signal?: AbortSignal
}

/** What is stored with a response. */
export interface StoreDetails {
  /** Kept with the entry as it is. */
  readonly metadata?: JsonValue
  /** Names to `forget` by. */
  readonly tags?: readonly string[]
  /** Life of this entry, in place of the cache's. */
  readonly ttlMs?: number
}

export interface GetOrCallRequest extends LookupRequest, StoreDetails {
  readonly llmFunction: LlmFunction
  /** False calls the LLM in any case and stores the fresh response. */
  readonly read?: boolean
  /** False looks but does not store. */
  readonly write?: boolean
}

export interface RememberRequest extends Omit<LookupRequest, 'threshold' | 'signal'>, StoreDetails {
  readonly response: string
}

/** What a lookup decided. */
export interface LookupResult {
  /** For `reportBadHit`, `reportGoodHit` and `explain`. */
  readonly queryId: string
  readonly outcome: Outcome
  readonly wasCacheHit: boolean
  readonly tier: Tier | null
  readonly reason: OutcomeReason
  /** The cached response; null on a miss. */
  readonly response: string | null
  /** The entry served, or on a miss the best candidate. */
  readonly entryId: number | null
  /** Cosine of the best candidate, −1…1; null without one. */
  readonly similarityScore: number | null
  /** The classifier's probability for the best candidate, 0…1; null without one. */
  readonly classifierScore: number | null
  /** Time that the cache took to decide, the LLM's excluded. */
  readonly latencyMs: number
}

export interface GetOrCallResult extends Omit<LookupResult, 'response'> {
  readonly response: string
  /** True when the response was shared with an identical prompt that was already in flight. */
  readonly coalesced: boolean
  readonly costSavedUsd: number
  /** True when this prompt, asked again at once, counted as a bad verdict on the hit before. */
  readonly implicitBadHitRecorded: boolean
}

/** Why a lookup was decided as it was. */
export interface Trace {
  readonly queryId: string
  readonly prompt: string
  readonly outcome: Outcome
  readonly tier: Tier | null
  readonly reason: OutcomeReason
  readonly entryId: number | null
  readonly threshold: number | null
  readonly encoderId: string | null
  readonly classifier: string | null
  readonly candidates: readonly (CandidateRecord & { readonly differences: readonly Difference[] })[]
  readonly latencyMs: number
  readonly createdAtMs: number
}
