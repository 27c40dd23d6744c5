import type { CacheParts } from './cache-parts.js'
import { publishFailure, publishReembedding } from './channels.js'

/** Prompts embedded at a time: small enough that lookups get their turn in between. */
const BATCH_SIZE = 32

/**
 * Embeds the entries that another encoder made, batch by batch, until none is left or the cache closes. Until its turn
 * comes an entry is found by the exact tier only. Progress goes to `smartmemo:reembed`, failures to `smartmemo:failure`.
 */
export async function reembedInBackground(parts: CacheParts, domain: string, isClosing: () => boolean): Promise<void> {
  const total = parts.opened.entriesToReembed
  try {
    for (let done = 0; !isClosing();) {
      const batch = await parts.memory.nextToReembed(BATCH_SIZE)
      if (batch.length === 0) return
      const encodings = await parts.encode(batch.map((entry) => entry.prompt))
      if (isClosing()) return
      await parts.memory.setEmbeddings(batch.map((entry, index) => ({ id: entry.id, embedding: encodings[index]!.embedding })))
      done += batch.length
      publishReembedding({ domain, done, total: Math.max(total, done) })
    }
  } catch (error) {
    if (!isClosing()) publishFailure({ action: 're-embed', domain, error })
  }
}
