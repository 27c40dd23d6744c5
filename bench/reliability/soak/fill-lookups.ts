import { MemoryService } from '../../../src/memory/memory-service.js'
import { MAX_LOOKUPS } from '../../../src/memory/lookup-retention.js'

/** Makes a database with as many lookups as a cache keeps, of the usual size: from then on it should not grow. */
export async function fillLookups(dbPath: string): Promise<void> {
  const memory = new MemoryService()
  await memory.open({ dbPath, readOnly: false, lockOwner: 'filler', encoder: null, reembed: false })
  const candidates = [1, 2, 3, 4, 5].map((entryId) => ({
    entryId,
    prompt: `Please approve the refund for order ${1000 + entryId}`,
    similarity: 0.123456789,
    lexicalSimilarity: 0.987654321,
    score: 0.0123456789,
  }))
  for (let number = 0; number < MAX_LOOKUPS; number++) {
    const lookup = {
      queryId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      domain: 'support',
      partition: 'f'.repeat(40),
      scopeKey: 'e'.repeat(40),
      prompt: `Please approve the refund for order ${number}`,
      promptKey: String(number).padStart(40, 'd'),
      outcome: 'miss' as const,
      tier: null,
      reason: 'rejected' as const,
      entryId: null,
      matchedPrompt: candidates[0]!.prompt,
      similarity: 0.123456789,
      score: 0.0123456789,
      threshold: 0.9,
      encoderId: 'smartmemo-encoder@1',
      classifier: 'pair@0123456789ab',
      candidates,
      shadow: false,
      costSavedUsd: 0,
      latencyMs: 1.23456789,
      createdAtMs: Date.now(),
    }
    await memory.recordLookup(lookup, 'none')
  }
  await memory.close()
}
