import { pick, type Random } from '../../../src/random/seeded-random.js'
import type { StoreOperation } from '../../../src/store/store.js'

/** Few, so that operations meet each other. */
const ENTRIES = 6
const LOOKUPS = 8

/** One to three random operations on a handful of entries and lookups; `number` makes them differ from all others. */
export function planOperations(random: Random, number: number): StoreOperation[] {
  return Array.from({ length: 1 + Math.floor(random.share() * 3) }, () => planOne(random, number))
}

function planOne(random: Random, number: number): StoreOperation {
  const kind = random.share()
  const id = 1 + Math.floor(random.share() * ENTRIES)
  const queryId = `q${1 + Math.floor(random.share() * LOOKUPS)}`
  if (kind < 0.4) return putEntry(id, number, random)
  if (kind < 0.65) return recordLookup(queryId, id, number)
  if (kind < 0.8) {
    const verdict = pick(['equivalent', 'different'] as const, random)
    return { type: 'record-feedback', event: { queryId, verdict, source: 'explicit', reason: null, createdAtMs: number } }
  }
  if (kind < 0.88) return { type: 'delete-entries', ids: [id] }
  // Forgetting makes a snapshot.
  if (kind < 0.97) return { type: 'forget-entries', ids: [id] }
  return { type: 'set-meta', key: 'number', value: String(number) }
}

function putEntry(id: number, number: number, random: Random): StoreOperation {
  return {
    type: 'put-entry',
    entry: {
      id,
      partition: pick(['p1', 'p2'], random),
      domain: 'support',
      scopeKey: null,
      prompt: `prompt ${id}`,
      promptKey: `key ${id}`,
      response: `response ${number} ${'long '.repeat(Math.floor(random.share() * 120))}`,
      embedding: Float32Array.of(0.6, 0.8),
      encoderId: 'planned',
      lexical: { ids: Uint32Array.of(id), weights: Float32Array.of(1) },
      tags: [],
      metadata: number,
      createdAtMs: number,
      lastUsedAtMs: number,
      expiresAtMs: null,
      hitCount: 0,
    },
  }
}

function recordLookup(queryId: string, entryId: number, number: number): StoreOperation {
  return {
    type: 'record-lookup',
    lookup: {
      queryId,
      partition: 'p1',
      domain: 'support',
      scopeKey: null,
      prompt: `asked ${number}`,
      promptKey: `key of asked ${number}`,
      outcome: 'hit',
      tier: 'semantic',
      reason: 'score-over-threshold',
      entryId,
      matchedPrompt: `prompt ${entryId}`,
      similarity: 0.5,
      score: 0.75,
      threshold: 0.5,
      encoderId: 'planned',
      classifier: null,
      candidates: [],
      shadow: false,
      costSavedUsd: 0.25,
      latencyMs: 1,
      createdAtMs: number,
    },
  }
}
