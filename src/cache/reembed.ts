import type { CacheParts } from './cache-parts.js'
import { publishFailure, publishReembedding } from './channels.js'
import { wait } from './wait.js'

/** Prompts embedded at a time: small enough that lookups get their turn in between. */
const BATCH_SIZE = 32

/** Failures in a row after which the rest is left for the next time the cache is opened. */
const MAX_FAILURES = 5

/** Between a failure and the next attempt; a worker that ended is back by then. */
const RETRY_AFTER_MS = 1000

/**
 * Embeds the entries that another encoder made, batch by batch, until none is left or the cache closes. Until its turn
 * comes an entry is found by the exact tier only. Progress goes to `smartmemo:reembed`, failures to `smartmemo:failure`.
 * Never rejects.
 */
export async function reembedInBackground(parts: CacheParts, domain: string, closing: AbortSignal): Promise<void> {
  let done = 0
  for (let failures = 0; failures < MAX_FAILURES && !closing.aborted;) {
    try {
      const count = await reembedBatch(parts, closing)
      if (count === 0) return
      done += count
      failures = 0
      publishReembedding({ domain, done, total: Math.max(parts.opened.entriesToReembed, done) })
    } catch (error) {
      if (closing.aborted) return
      failures++
      publishFailure({ action: 're-embed', domain, error })
      await wait(RETRY_AFTER_MS, closing).catch(() => {})
    }
  }
}

/** Returns how many it embedded; 0 when none is left or the cache closes. */
async function reembedBatch(parts: CacheParts, closing: AbortSignal): Promise<number> {
  const batch = await parts.memory.nextToReembed(BATCH_SIZE)
  if (batch.length === 0) return 0
  const encodings = await parts.encode(batch.map((entry) => entry.prompt))
  if (closing.aborted) return 0
  await parts.memory.setEmbeddings(batch.map((entry, index) => ({ id: entry.id, embedding: encodings[index]!.embedding })))
  return batch.length
}
