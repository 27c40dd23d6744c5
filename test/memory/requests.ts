import type { MemorySettings, PutRequest, SearchRequest } from '../../src/memory/memory.js'
import type { LookupRecord } from '../../src/store/lookup-record.js'

export const ENCODER = { id: 'encoder-a', dimensions: 2 }

export function memorySettings(changes: Partial<MemorySettings> = {}): MemorySettings {
  return { dbPath: ':memory:', readOnly: false, lockOwner: 'owner', encoder: ENCODER, reembed: true, ...changes }
}

/** A unit vector; angles that are close are similar. */
export function embeddingAt(degrees: number): Float32Array {
  const radians = (degrees * Math.PI) / 180
  return new Float32Array([Math.cos(radians), Math.sin(radians)])
}

export function putRequest(prompt: string, changes: Partial<PutRequest> = {}): PutRequest {
  return {
    domain: 'support',
    partition: 'p1',
    scopeKey: null,
    prompt,
    promptKey: `key of ${prompt}`,
    response: `response to ${prompt}`,
    embedding: embeddingAt(0),
    encoderId: ENCODER.id,
    lexical: { ids: new Uint32Array([7]), weights: new Float32Array([1]) },
    tags: [],
    metadata: null,
    nowMs: 1000,
    expiresAtMs: null,
    maxEntries: 100,
    evictionPolicy: 'lru',
    durability: 'sync',
    ...changes,
  }
}

export function searchRequest(changes: Partial<SearchRequest> = {}): SearchRequest {
  return {
    partition: 'p1',
    promptKey: 'key of something else',
    embedding: embeddingAt(0),
    lexical: null,
    k: 5,
    nowMs: 2000,
    withEmbeddings: false,
    ...changes,
  }
}

/** A semantic hit, unless changed. */
export function lookupRecord(queryId: string, entryId: number | null, changes: Partial<LookupRecord> = {}): LookupRecord {
  const prompt = changes.prompt ?? `prompt of ${queryId}`
  return {
    queryId,
    domain: 'support',
    partition: 'p1',
    scopeKey: null,
    promptKey: `key of ${prompt}`,
    outcome: 'hit',
    tier: 'semantic',
    reason: 'score-over-threshold',
    entryId,
    matchedPrompt: entryId === null ? null : `stored ${entryId}`,
    similarity: 0.9,
    score: 0.8,
    threshold: 0.5,
    encoderId: ENCODER.id,
    classifier: 'pair@1',
    candidates: [],
    shadow: false,
    costSavedUsd: 0.5,
    latencyMs: 1,
    createdAtMs: 2000,
    ...changes,
    prompt,
  }
}
