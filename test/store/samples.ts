import type { Entry } from '../../src/store/entry.js'
import type { FeedbackEvent, LookupRecord } from '../../src/store/lookup-record.js'

/** An entry with everything filled in; its prompt key follows from its prompt. */
export function sampleEntry(id: number, changes: Partial<Entry> = {}): Entry {
  const prompt = changes.prompt ?? `How do I reset device ${id}?`
  return {
    id,
    partition: 'p1',
    domain: 'support',
    scopeKey: null,
    promptKey: `key of ${prompt}`,
    response: `Hold the button of device ${id}.`,
    embedding: new Float32Array([0.6, 0.8]),
    encoderId: 'encoder-a',
    lexical: { ids: new Uint32Array([3, 4_000_000_000]), weights: new Float32Array([0.6, 0.8]) },
    tags: [],
    metadata: null,
    createdAtMs: 1000,
    lastUsedAtMs: 1000,
    expiresAtMs: null,
    hitCount: 0,
    ...changes,
    prompt,
  }
}

/** A semantic hit on entry 1, unless changed. */
export function sampleLookup(queryId: string, changes: Partial<LookupRecord> = {}): LookupRecord {
  const prompt = changes.prompt ?? `Reset it please (${queryId})`
  return {
    queryId,
    partition: 'p1',
    domain: 'support',
    scopeKey: null,
    promptKey: `key of ${prompt}`,
    outcome: 'hit',
    tier: 'semantic',
    reason: 'score-over-threshold',
    entryId: 1,
    matchedPrompt: 'How do I reset device 1?',
    similarity: 0.75,
    score: 0.96875,
    threshold: 0.5,
    encoderId: 'encoder-a',
    classifier: 'pair@1',
    candidates: [],
    shadow: false,
    costSavedUsd: 0.25,
    latencyMs: 1.5,
    createdAtMs: 2000,
    ...changes,
    prompt,
  }
}

export function sampleVerdict(queryId: string, changes: Partial<FeedbackEvent> = {}): FeedbackEvent {
  return { queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 3000, ...changes }
}
