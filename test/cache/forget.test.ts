import { describe, expect, test } from 'vitest'
import { forget } from '../../src/cache/forget.js'
import { lookUp } from '../../src/cache/look-up.js'
import { readStats } from '../../src/cache/read-stats.js'
import { remember } from '../../src/cache/remember.js'
import { resolveOptions } from '../../src/options/resolve-options.js'
import { createFakeCache } from './fake-cache.js'

/** Entries over tags, scopes, models and two domains. */
async function filledCache() {
  const fake = await createFakeCache({ score: () => 0 })
  const other = { ...fake.context, options: resolveOptions({ domain: 'code' }) }
  const put = (prompt: string, details = {}, context = fake.context) =>
    remember(context, { prompt, response: `to ${prompt}`, ...details })
  const ids = {
    a: await put('a', { tags: ['red'] }),
    b: await put('b', { tags: ['red', 'blue'], scope: 'alice' }),
    c: await put('c', { scope: 'alice', model: 'm1' }),
    a2: await put('a', { scope: 'bob' }),
    code: await put('a', { tags: ['red'] }, other),
  }
  const left = async () => (await fake.memory.listEntries({}, 10, 0)).map(({ id }) => id)
  return { ...fake, ids, left, other }
}

describe('forget', () => {
  test('by entryId', async () => {
    const { context, ids, left } = await filledCache()
    expect(await forget(context, { entryId: ids.b })).toBe(1)
    expect(await left()).not.toContain(ids.b)
    expect(await forget(context, { entryId: ids.b })).toBe(0)
  })

  test('by tag, in this domain only', async () => {
    const { context, ids, left } = await filledCache()
    expect(await forget(context, { tag: 'red' })).toBe(2)
    expect(await left()).toEqual([ids.c, ids.a2, ids.code])
  })

  test('by scope, over all models, with its lookups', async () => {
    const { context, ids, left } = await filledCache()
    const { queryId } = await lookUp(context, { prompt: 'never stored', scope: 'alice' })
    expect(await forget(context, { scope: 'alice' })).toBe(2)
    expect(await left()).toEqual([ids.a, ids.a2, ids.code])
    expect(await (await context.parts()).memory.lookup(queryId)).toBeNull()
  })

  test('by prompt, normalised as on the exact tier, over all scopes', async () => {
    const { context, ids, left } = await filledCache()
    expect(await forget(context, { prompt: ' a ' })).toBe(2)
    expect(await left()).toEqual([ids.b, ids.c, ids.code])
  })

  test('by domain, which may be another one', async () => {
    const { context, ids, left } = await filledCache()
    expect(await forget(context, { domain: 'code' })).toBe(1)
    expect(await left()).not.toContain(ids.code)
    expect(await forget(context, { domain: 'support' })).toBe(4)
    expect(await left()).toEqual([])
  })

  test('by several at once, all of which must match', async () => {
    const { context, ids, left } = await filledCache()
    expect(await forget(context, { tag: 'red', scope: 'bob' })).toBe(0)
    expect(await forget(context, { tag: 'red', scope: 'alice' })).toBe(1)
    expect(await left()).not.toContain(ids.b)
  })

  test('does not touch an entry of another domain by its id', async () => {
    const { context, ids, left } = await filledCache()
    expect(await forget(context, { entryId: ids.code })).toBe(0)
    expect(await left()).toContain(ids.code)
  })

  test('takes the feedback along', async () => {
    const { context, ids, memory } = await filledCache()
    const { queryId } = await lookUp(context, { prompt: 'a' })
    await memory.recordFeedback({ queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1 }, 'sync')
    await forget(context, { entryId: ids.a })
    expect(await memory.lookup(queryId)).toBeNull()
    expect(await readStats(context)).toMatchObject({ badVerdicts: 0 })
  })

  test.each([
    [{}],
    [undefined],
    [{ tag: '' }],
    [{ entryId: 0 }],
    [{ prompt: '  ' }],
    [{ tags: ['red'] }],
    [{ entryId: undefined }],
  ])('refuses %j, and forgets nothing', async (filter) => {
    const { context, left } = await filledCache()
    await expect(forget(context, filter as never)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_OPTION' })
    expect(await left()).toHaveLength(5)
  })
})
