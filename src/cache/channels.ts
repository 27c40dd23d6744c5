import { channel } from 'node:diagnostics_channel'

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

const failures = channel('smartmemo:failure')
const lookups = channel('smartmemo:lookup')
const shadows = channel('smartmemo:shadow')
const reembeddings = channel('smartmemo:reembed')

/** Publishes on `smartmemo:failure`; costs nothing when nobody listens. */
export function publishFailure(message: FailureMessage): void {
  if (failures.hasSubscribers) failures.publish(message)
}

/** Publishes each finished lookup on `smartmemo:lookup`; prompts and responses are left out. */
export function publishLookup(message: object): void {
  if (lookups.hasSubscribers) lookups.publish(message)
}

/** Publishes on `smartmemo:shadow`. */
export function publishShadow(message: ShadowMessage): void {
  if (shadows.hasSubscribers) shadows.publish(message)
}

/** Publishes the progress of background re-embedding on `smartmemo:reembed`. */
export function publishReembedding(message: { readonly domain: string; readonly done: number; readonly total: number }): void {
  if (reembeddings.hasSubscribers) reembeddings.publish(message)
}
