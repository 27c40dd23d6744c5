import type { JsonValue } from './entry.js'

export type Outcome = 'hit' | 'miss'
export type Tier = 'exact' | 'semantic'

/** Why a lookup ended as it did. */
export type OutcomeReason =
  | 'exact-match'
  | 'score-over-threshold'
  | 'similarity-over-threshold'
  | 'empty-prompt'
  | 'no-candidate'
  | 'rejected'
  | 'expired'
  | 'quarantined'
  | 'bypassed'
  | 'lookup-failed'

/** A candidate as the lookup saw it. */
export interface CandidateRecord {
  readonly entryId: number
  readonly prompt: string
  /** Cosine of the embeddings, −1…1. */
  readonly similarity: number
  /** Cosine of the lexical vectors, 0…1. */
  readonly lexicalSimilarity: number
  /** The classifier's probability, 0…1; null without a classifier; 0 where the prompts differ in what it does not read. */
  readonly score: number | null
}

/** One lookup, hit or near miss, kept for feedback, `explain` and export. */
export interface LookupRecord {
  readonly queryId: string
  readonly partition: string
  readonly domain: string
  readonly scopeKey: string | null
  readonly prompt: string
  readonly promptKey: string
  readonly outcome: Outcome
  readonly tier: Tier | null
  readonly reason: OutcomeReason
  /** The entry served, or on a miss the best candidate; null without one (or once it is gone). */
  readonly entryId: number | null
  /** That entry's prompt, kept so that feedback outlives eviction. */
  readonly matchedPrompt: string | null
  readonly similarity: number | null
  readonly score: number | null
  readonly threshold: number | null
  readonly encoderId: string | null
  readonly classifier: string | null
  readonly candidates: readonly CandidateRecord[]
  readonly shadow: boolean
  readonly costSavedUsd: number
  readonly latencyMs: number
  readonly createdAtMs: number
}

export type Verdict = 'equivalent' | 'different'

/** A statement about one lookup. The latest explicit one counts; an implicit one counts only without any. */
export interface FeedbackEvent {
  readonly queryId: string
  readonly verdict: Verdict
  readonly source: 'explicit' | 'implicit'
  readonly reason: string | null
  readonly createdAtMs: number
}

/** The verdict that counts for one lookup, joined with what it was about. */
export interface EffectiveVerdict extends FeedbackEvent {
  readonly partition: string
  readonly domain: string
  readonly prompt: string
  readonly promptKey: string
  readonly entryId: number | null
  readonly matchedPrompt: string | null
  readonly similarity: number | null
  readonly score: number | null
  readonly tier: Tier | null
  readonly outcome: Outcome
  readonly metadata?: JsonValue
}
