import type { PutRequest } from '../memory/memory.js'
import type { StoreDetails } from '../options/request.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { CacheParts, Encoding } from './cache-parts.js'
import type { Query } from './decide.js'

/** Describes a put; encodes the prompt unless a lookup already did. */
export async function putRequestOf(
  options: ResolvedOptions,
  parts: CacheParts,
  query: Omit<Query, 'threshold'>,
  details: StoreDetails,
  response: string,
  encoding: Encoding | null,
  nowMs: number,
): Promise<PutRequest> {
  const encoded = encoding ?? (await parts.encode([query.prompt]))[0]!
  const ttlMs = details.ttlMs ?? options.ttlMs
  return {
    ...query.ref,
    prompt: query.prompt,
    promptKey: query.promptKey,
    response,
    embedding: encoded.embedding,
    encoderId: parts.models.encoder.id,
    lexical: encoded.lexical,
    tags: details.tags ?? [],
    metadata: details.metadata ?? null,
    nowMs,
    expiresAtMs: ttlMs === null ? null : nowMs + ttlMs,
    maxEntries: options.maxEntries,
    evictionPolicy: options.evictionPolicy,
    durability: options.durability,
  }
}
