import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportFeedbackPairs, recordVerdict } from '../../src/cache/feedback.js'
import { getOrCall } from '../../src/cache/get-or-call.js'
import { readStats } from '../../src/cache/read-stats.js'
import { createFakeCache } from './fake-cache.js'

/** A cache whose classifier takes every prompt that begins with the same word as equivalent. */
async function cacheByFirstWord() {
  const fake = await createFakeCache({ score: (asked, stored) => (asked.split(' ')[0] === stored.split(' ')[0] ? 0.9 : 0.1) })
  const ask = (prompt: string, response = `fresh response to ${prompt}`) =>
    getOrCall(fake.context, { prompt, llmFunction: () => response })
  const bad = async (prompt: string) => recordVerdict(fake.context, (await ask(prompt)).queryId, 'different', {})
  return { ...fake, ask, bad }
}

describe('recordVerdict', () => {
  test('bad: the entry is not served again for that prompt, from the next lookup on, and still for others', async () => {
    const { ask, context } = await cacheByFirstWord()
    await ask('refund please', 'refunded')
    const hit = await ask('refund now')
    expect(hit).toMatchObject({ wasCacheHit: true, response: 'refunded' })
    expect(await recordVerdict(context, hit.queryId, 'different', { reason: 'not now' })).toBe(true)
    expect(await ask('refund now')).toMatchObject({ wasCacheHit: false, response: 'fresh response to refund now' })
    expect(await ask('refund soon')).toMatchObject({ wasCacheHit: true })
  })

  test('bad on an exact hit: the entry is replaced by a fresh response', async () => {
    const { ask, context } = await cacheByFirstWord()
    await ask('refund please', 'wrong')
    const hit = await ask('refund please')
    await recordVerdict(context, hit.queryId, 'different', {})
    expect(await ask('refund please', 'better')).toMatchObject({ wasCacheHit: false, reason: 'quarantined', response: 'better' })
    expect(await ask('refund please')).toMatchObject({ wasCacheHit: true, response: 'better' })
  })

  test('two bad ones on two lookups: the entry is served to nobody, until a good one', async () => {
    const { ask, bad, context } = await cacheByFirstWord()
    await ask('refund please', 'refunded')
    const early = await ask('refund early')
    await bad('refund one')
    expect(await ask('refund three')).toMatchObject({ response: 'refunded' })
    await bad('refund two')
    expect(await readStats(context)).toMatchObject({ quarantined: 1, badVerdicts: 2 })
    expect(await ask('refund please', 'anew')).toMatchObject({ wasCacheHit: false, reason: 'quarantined' })
    expect(early.wasCacheHit).toBe(true)
  })

  test('a good one lifts the quarantine, but not the block for the prompts that were judged bad', async () => {
    const { ask, bad, context } = await cacheByFirstWord()
    await ask('refund please', 'refunded')
    const early = await ask('refund early')
    await bad('refund one')
    await bad('refund two')
    await recordVerdict(context, early.queryId, 'equivalent', {})
    expect(await readStats(context)).toMatchObject({ quarantined: 0 })
    expect(await ask('refund four')).toMatchObject({ response: 'refunded' })
    expect((await ask('refund one')).response).not.toBe('refunded')
  })

  test('two bad ones on one lookup count once', async () => {
    const { ask, context } = await cacheByFirstWord()
    await ask('refund please', 'refunded')
    const { queryId } = await ask('refund one')
    for (const reason of ['wrong', 'still wrong']) await recordVerdict(context, queryId, 'different', { reason })
    expect(await readStats(context)).toMatchObject({ badVerdicts: 1, quarantined: 0 })
    expect(await ask('refund two')).toMatchObject({ response: 'refunded' })
  })

  test('the latest one on a lookup wins', async () => {
    const { ask, context } = await cacheByFirstWord()
    await ask('refund please', 'refunded')
    const { queryId } = await ask('refund one')
    await recordVerdict(context, queryId, 'different', {})
    await recordVerdict(context, queryId, 'equivalent', {})
    expect(await ask('refund one')).toMatchObject({ wasCacheHit: true, response: 'refunded' })
    expect(await readStats(context)).toMatchObject({ goodVerdicts: 1, badVerdicts: 0 })
  })

  test('is false for an unknown id and refuses what is no id or no reason', async () => {
    const { context } = await cacheByFirstWord()
    expect(await recordVerdict(context, 'nobody', 'different', {})).toBe(false)
    for (const [queryId, options] of [
      [undefined, {}],
      ['q', { reason: 5 }],
      ['q', { reason: 'x'.repeat(2001) }],
      ['q', { because: 'x' }],
    ]) {
      const refused = recordVerdict(context, queryId as string, 'different', options as object)
      await expect(refused).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_OPTION' })
    }
  })
})

describe('exportFeedbackPairs', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smartmemo-feedback-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('writes hits and near misses with their scores, no identical texts, and the latest of contradicting verdicts', async () => {
    const { ask, context } = await cacheByFirstWord()
    await ask('refund please', 'refunded')
    const hit = await ask('refund now')
    const repeated = await ask('refund now')
    const exact = await ask('refund please')
    const nearMiss = await ask('cancel please')
    await recordVerdict(context, hit.queryId, 'equivalent', {})
    await recordVerdict(context, exact.queryId, 'different', {})
    await recordVerdict(context, nearMiss.queryId, 'equivalent', { reason: 'same to us' })
    await recordVerdict(context, repeated.queryId, 'different', {})
    const path = join(folder, 'pairs.jsonl')
    expect(await exportFeedbackPairs(context, path, { split: 'train' })).toBe(2)
    const pairs = (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(pairs).toMatchObject([
      {
        prompt_a: 'cancel please',
        prompt_b: 'refund please',
        label: 1,
        domain: 'support',
        source: 'feedback',
        split: 'train',
        metadata: { outcome: 'miss', score: 0.1, reason: 'same to us' },
      },
      { prompt_a: 'refund now', prompt_b: 'refund please', label: 0, metadata: { outcome: 'hit', score: 0.9 } },
    ])
  })

  test('refuses a path or a split that is none', async () => {
    const { context } = await cacheByFirstWord()
    for (const [path, options] of [
      ['', {}],
      [undefined, {}],
      ['x', { split: '' }],
    ]) {
      const refused = exportFeedbackPairs(context, path as string, options as object)
      await expect(refused).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_OPTION' })
    }
  })
})
