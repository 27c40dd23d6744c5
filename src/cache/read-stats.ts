import type { MemoryStats } from '../memory/memory.js'
import type { CacheContext } from './cache-context.js'

/** Figures of a cache since its database was made. */
export interface SmartMemoStats extends MemoryStats {
  readonly misses: number
  /** Hits per lookup, 0…1; 0 without lookups. */
  readonly hitRate: number
  /** Lowest score (without a classifier, cosine) that is a hit. */
  readonly threshold: number
  /** Name and version of the classifier; null when cosine decides. */
  readonly classifier: string | null
}

/** Reads the figures of this cache's domain. */
export async function readStats(context: CacheContext): Promise<SmartMemoStats> {
  const parts = await context.parts()
  const stats = await parts.memory.stats(context.options.domain, context.clock())
  const card = parts.models.classifier?.card
  return {
    ...stats,
    misses: stats.lookups - stats.hits,
    hitRate: stats.lookups === 0 ? 0 : stats.hits / stats.lookups,
    threshold: parts.threshold,
    classifier: card ? `${card.name}@${card.version}` : null,
  }
}
