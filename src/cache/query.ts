import type { LookupRequest } from '../options/request.js'
import { MAX_PROMPT_BYTES } from '../options/validate-request.js'
import type { CacheContext } from './cache-context.js'
import type { CacheParts } from './cache-parts.js'
import { decide, type Decision, type Query } from './decide.js'
import { derivePartition, derivePromptKey } from './partition.js'

/** A query whose threshold the open cache fills in. */
export type PendingQuery = Omit<Query, 'threshold'> & { readonly tightenTo: number | undefined }

/** Says where a request may be answered from; `prompt` is its trimmed prompt. */
export function queryOf(context: CacheContext, request: Omit<LookupRequest, 'signal'>, prompt: string): PendingQuery {
  return {
    prompt,
    promptKey: derivePromptKey(prompt),
    ref: derivePartition({ ...request, domain: context.options.domain }),
    isExactOnly: false,
    nowMs: context.clock(),
    tightenTo: request.threshold,
  }
}

/** Why a trimmed prompt has nothing to do with the cache; null when it has. */
export function bypassReason({ options }: CacheContext, prompt: string): 'empty-prompt' | 'bypassed' | null {
  if (prompt === '') return 'empty-prompt'
  return options.mode === 'off' || Buffer.byteLength(prompt) > MAX_PROMPT_BYTES ? 'bypassed' : null
}

/** Fills in the threshold that the cache was opened with; a request may only raise it. */
export function fillThreshold({ tightenTo, ...query }: PendingQuery, parts: CacheParts | undefined): Query {
  return { ...query, threshold: Math.max(parts?.threshold ?? 1, tightenTo ?? -1) }
}

/** Decides with the parts of an open cache. */
export async function decideWith({ options, exactHits }: CacheContext, parts: CacheParts, query: Query): Promise<Decision> {
  const decision = await decide(
    {
      memory: parts.memory,
      score: parts.score,
      encode: async (prompt) => (await parts.encode([prompt]))[0]!,
      encodesAhead: parts.encodesAhead && exactHits.areRare,
      candidateK: options.candidateK,
      classifier: parts.models.classifier,
    },
    query,
  )
  exactHits.note(decision.tier === 'exact')
  return decision
}
