import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MemoryOfTest, PLACE } from './memory-of-test.js'

const own = new MemoryOfTest()
const { put, found, look, judge, reopen } = own

describe('verdicts', () => {
  test('a bad verdict keeps an entry from being served for that prompt at once, and for no other', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'asked' })
    await judge('q1')
    expect(await found({ promptKey: 'key of asked' })).toEqual([])
    expect(await found({ promptKey: 'key of another' })).toEqual([id])
  })

  test('a bad verdict on an exact hit keeps the entry from its own prompt until a new response is stored', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'a', tier: 'exact' })
    await judge('q1')
    expect(await own.memory.find(PLACE, 'key of a', 1)).toEqual({ state: 'quarantined' })
    await put('a', { response: 'better' })
    expect((await own.memory.find(PLACE, 'key of a', 1)).state).toBe('live')
  })

  test('two bad verdicts on two lookups quarantine an entry, a good one frees it', async () => {
    const id = await put('a')
    for (const queryId of ['q1', 'q2', 'q3']) await look(queryId, id)
    await judge('q1')
    await judge('q1')
    expect(await found()).toEqual([id])
    await judge('q2')
    expect(await found()).toEqual([])
    expect((await own.memory.stats('support', 1)).quarantined).toBe(1)
    await judge('q3', { verdict: 'equivalent' })
    expect(await found()).toEqual([id])
    expect(await found({ promptKey: 'key of prompt of q1' })).toEqual([])
  })

  test('changing a bad verdict to a good one serves the entry again', async () => {
    const id = await put('a')
    await look('q1', id)
    await judge('q1')
    await judge('q1', { verdict: 'equivalent' })
    expect(await found({ promptKey: 'key of prompt of q1' })).toEqual([id])
  })

  test('bad verdicts on near misses do not quarantine', async () => {
    const id = await put('a')
    for (const queryId of ['q1', 'q2', 'q3']) {
      await look(queryId, id, { outcome: 'miss', tier: null, reason: 'rejected' })
      await judge(queryId)
    }
    expect(await found()).toEqual([id])
  })

  test('implicit verdicts never override explicit ones and never count twice', async () => {
    const id = await put('a')
    await look('q1', id)
    await look('q2', id)
    expect(await judge('nobody')).toBe(false)
    expect(await judge('q1', { verdict: 'equivalent' })).toBe(true)
    expect(await judge('q1', { source: 'implicit' })).toBe(false)
    expect(await judge('q2', { source: 'implicit' })).toBe(true)
    expect(await judge('q2', { source: 'implicit' })).toBe(false)
    expect(await own.memory.stats('support', 1)).toMatchObject({ goodVerdicts: 1, badVerdicts: 1 })
  })

  test('are in effect again after a restart', async () => {
    await reopen()
    const [a, b] = [await put('a'), await put('b')]
    for (const queryId of ['q1', 'q2']) {
      await look(queryId, a)
      await judge(queryId)
    }
    await look('q3', b, { prompt: 'asked' })
    await judge('q3')
    await reopen()
    expect(await found()).toEqual([b])
    expect(await found({ promptKey: 'key of asked' })).toEqual([])
  })
})

describe('MemoryService.countMatches', () => {
  test('counts the entries and lookups that a filter matches, and changes nothing', async () => {
    const a = await put('a', { tags: ['red'] })
    await put('b', { tags: ['red'] })
    await look('q1', a)
    const counts = (filter: object) => own.memory.countMatches({ domain: 'support', ...filter })
    expect(await counts({})).toEqual({ entries: 2, lookups: 1 })
    expect(await counts({ tag: 'red' })).toEqual({ entries: 2, lookups: 0 })
    expect(await counts({ promptKey: 'key of a' })).toEqual({ entries: 1, lookups: 0 })
    expect(await own.memory.countMatches({ domain: 'other' })).toEqual({ entries: 0, lookups: 0 })
    expect(await counts({})).toEqual({ entries: 2, lookups: 1 })
  })
})

describe('MemoryService.forget', () => {
  test('removes what matches, with every lookup that mentions it, and counts the entries', async () => {
    const id = await put('a', { tags: ['red'] })
    const other = await put('b')
    await look('q1', id)
    await look('q2', other)
    expect(await own.memory.forget({ domain: 'support', tag: 'red' }, 'sync')).toBe(1)
    expect(await found()).toEqual([other])
    expect(await own.memory.lookup('q1')).toBeNull()
    expect(await own.memory.lookup('q2')).not.toBeNull()
    expect(await own.memory.forget({ domain: 'support', tag: 'red' }, 'sync')).toBe(0)
  })

  test('removes the lookups of a scope, also of prompts that were never stored', async () => {
    await look('q1', null, { scopeKey: 's1', prompt: 'a secret' })
    await own.memory.forget({ domain: 'support', scopeKey: 's1' }, 'sync')
    expect(await own.memory.lookup('q1')).toBeNull()
  })

  test('removes the lookups that mention a forgotten prompt, though its entry was replaced or evicted since', async () => {
    const first = await put('secret')
    await look('q1', first, { matchedPrompt: 'secret' })
    await look('q2', null, {
      outcome: 'miss',
      candidates: [{ entryId: first, prompt: 'secret', similarity: 0.5, lexicalSimilarity: 0, score: null }],
    })
    await look('other', null, { matchedPrompt: 'harmless' })
    await look('elsewhere', null, { matchedPrompt: 'secret', partition: 'p2' })
    await put('secret', { response: 'newer' })
    const left = async () => (await own.memory.listLookups({}, 10, 0)).map(({ queryId }) => queryId)
    expect(
      await own.memory.forget({ domain: 'support', tag: 'none', promptKey: 'key of secret', prompt: 'secret' }, 'sync'),
    ).toBe(0)
    expect(await left()).toEqual(['elsewhere', 'other', 'q2', 'q1'])
    expect(await own.memory.forget({ domain: 'support', partition: 'p1', promptKey: 'key of secret' }, 'sync')).toBe(1)
    expect(await left()).toEqual(['elsewhere', 'other'])
    expect(await own.memory.forget({ domain: 'support', promptKey: 'key of secret', prompt: 'secret' }, 'sync')).toBe(0)
    expect(await left()).toEqual(['other'])
  })

  test('finds a long prompt that a lookup keeps cut', async () => {
    const long = 'x'.repeat(9000)
    const id = await put(long)
    const candidates = [{ entryId: id, prompt: long, similarity: 0.5, lexicalSimilarity: 0, score: null }]
    await look('q1', null, { outcome: 'miss', candidates })
    expect((await own.memory.lookup('q1'))!.candidates[0]!.prompt).toHaveLength(4000)
    await put(long, { response: 'newer' })
    await own.memory.forget({ promptKey: `key of ${long}` }, 'sync')
    expect(await own.memory.lookup('q1')).toBeNull()
  })

  test('leaves no trace of a forgotten text in any file', async () => {
    await reopen()
    const id = await put('harmless', { response: 'the password is tarragon' })
    await look('q1', id, { prompt: 'asking about tarragon' })
    await own.memory.flush()
    await own.memory.forget({ entryId: id }, 'sync')
    for (const name of await readdir(own.folder)) {
      expect((await readFile(join(own.folder, name))).includes('tarragon'), name).toBe(false)
    }
  })
})
