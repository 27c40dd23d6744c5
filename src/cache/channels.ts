import { channel } from 'node:diagnostics_channel'
import type { Outcome, OutcomeReason, Tier } from '../store/lookup-record.js'

/** Something that failed inside the cache while the user's call went on. */
export interface FailureMessage {
  /** What was being done, for example `look up` or `store`. */
  readonly action: string
  readonly domain: string
  readonly queryId?: string
  readonly error: unknown
}

/** What shadow mode found: the cached response beside the one the LLM just gave. */
export interface ShadowMessage {
  readonly queryId: string
  readonly domain: string
  readonly wouldHit: boolean
  /** True when both responses are the same text; null without a would-be hit. */
  readonly sameResponse: boolean | null
}

/** A finished lookup; prompts and responses are left out. */
export interface LookupMessage {
  readonly queryId: string
  readonly domain: string
  readonly outcome: Outcome
  readonly tier: Tier | null
  readonly reason: OutcomeReason
  /** Cosine of the best candidate, −1…1; null without one. */
  readonly similarity: number | null
  /** The classifier's probability for the best candidate, 0…1; null without one. */
  readonly score: number | null
  readonly latencyMs: number
  readonly shadow: boolean
}

/** How far background re-embedding has come, in entries. */
export interface ReembeddingMessage {
  readonly domain: string
  readonly done: number
  readonly total: number
}

/** What opening a database found that a clean close does not leave: changes cut off, files kept aside. */
export interface RecoveryMessage {
  readonly dbPath: string
  readonly findings: readonly string[]
}

const failures = channel('smartmemo:failure')
const lookups = channel('smartmemo:lookup')
const shadows = channel('smartmemo:shadow')
const recoveries = channel('smartmemo:recovery')
const reembeddings = channel('smartmemo:reembed')

/** Publishes on `smartmemo:failure`; costs nothing when nobody listens. */
export function publishFailure(message: FailureMessage): void {
  if (failures.hasSubscribers) failures.publish(message)
}

/** Publishes on `smartmemo:lookup`. */
export function publishLookup(message: LookupMessage): void {
  if (lookups.hasSubscribers) lookups.publish(message)
}

/** Publishes on `smartmemo:shadow`. */
export function publishShadow(message: ShadowMessage): void {
  if (shadows.hasSubscribers) shadows.publish(message)
}

/** Publishes on `smartmemo:recovery` and warns on the process, since something that was stored may be missing. */
export function publishRecovery(message: RecoveryMessage): void {
  if (message.findings.length === 0) return
  if (recoveries.hasSubscribers) recoveries.publish(message)
  process.emitWarning(message.findings.join('. '), { type: 'SmartMemoWarning', code: 'SMARTMEMO_RECOVERED' })
}

/** Publishes the progress of background re-embedding on `smartmemo:reembed`. */
export function publishReembedding(message: ReembeddingMessage): void {
  if (reembeddings.hasSubscribers) reembeddings.publish(message)
}
