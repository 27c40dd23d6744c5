import type { PutRequest } from '../memory/memory.js'
import type { StoreDetails } from '../options/request.js'
import { checkStored } from '../options/validate-request.js'
import { redactStrings, redactText } from '../security/redact.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import type { CacheParts, Encoding } from './cache-parts.js'
import type { Query } from './decide.js'

/**
 * Describes a put of a query that was redacted; redacts the rest, and encodes the prompt unless a lookup already did. Throws
 * `LimitError` when a hook made a text too large.
 */
export async function putRequestOf(
  options: ResolvedOptions,
  parts: CacheParts,
  query: Omit<Query, 'threshold'>,
  details: StoreDetails,
  response: string,
  encoding: Encoding | null,
  nowMs: number,
): Promise<PutRequest> {
  const { redact } = options
  const kept = await redactText(redact, response, 'response')
  const metadata = await redactStrings(redact, details.metadata ?? null, 'metadata')
  if (redact) checkStored(query.prompt, kept, metadata)
  const encoded = encoding ?? (await parts.encode([query.prompt]))[0]!
  const ttlMs = details.ttlMs ?? options.ttlMs
  return {
    ...query.ref,
    prompt: query.prompt,
    promptKey: query.promptKey,
    response: kept,
    embedding: encoded.embedding,
    encoderId: parts.models.encoder.id,
    lexical: encoded.lexical,
    tags: details.tags ?? [],
    metadata,
    nowMs,
    expiresAtMs: ttlMs === null ? null : nowMs + ttlMs,
    maxEntries: options.maxEntries,
    evictionPolicy: options.evictionPolicy,
    durability: options.durability,
  }
}
