import { expect, test } from 'vitest'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { readStats } from '../../src/cache/read-stats.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import { createFakeCache } from './fake-cache.js'

test('readStats counts what happened in this domain', async () => {
  const fake = await createFakeCache({ score: () => 0.9, estimatedLlmCostUsd: 0.5, ttlMs: 1000 })
  expect(await readStats(fake.context)).toMatchObject({ lookups: 0, hitRate: 0, misses: 0, entries: 0 })
  const ask = (prompt: string, context = fake.context) => getOrCall(context, { prompt, llmFunction: () => 'r' })
  await ask('a')
  await ask('a')
  await ask('b')
  await ask('a')
  await ask('elsewhere', { ...fake.context, options: resolveOptions({ domain: 'code' }) })
  fake.nowMs += 1000
  expect(await readStats(fake.context)).toMatchObject({
    entries: 1,
    lookups: 4,
    hits: 3,
    exactHits: 2,
    semanticHits: 1,
    misses: 1,
    hitRate: 0.75,
    costSavedUsd: 1.5,
    expired: 1,
    quarantined: 0,
    partitions: 1,
    threshold: 0.5,
    classifier: 'fake@1',
    schemaVersion: 2,
  })
})

test('readStats names no classifier when cosine decides', async () => {
  const { context } = await createFakeCache({ cosineThreshold: 0.7 })
  expect(await readStats(context)).toMatchObject({ classifier: null, threshold: 0.7 })
})
