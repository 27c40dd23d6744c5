import { describe, expect, it } from 'vitest'
import { deriveScopeKey } from '../../../src/cache/partition.js'
import type { Memory } from '../../../src/memory/memory.js'
import { lookupRecord, putRequest } from '../../memory/requests.js'
import { CommandLineOfTest } from '../command-line-of-test.js'
import { RecordedTerminal } from '../recorded-terminal.js'

const { run, fill } = new CommandLineOfTest()

const miss = { outcome: 'miss', tier: null, score: 0.4 } as const
const candidate = { entryId: 1, prompt: 'a', similarity: 0.9, lexicalSimilarity: 0.5, score: 0.4 }

async function fillAll(memory: Memory): Promise<void> {
  await memory.put(putRequest('a', { tags: ['red'] }))
  await memory.put(putRequest('b', { expiresAtMs: 2000, scopeKey: deriveScopeKey('tenant-1'), partition: 'p2' }))
  await memory.put(putRequest('c \u001B[31m\nred', { domain: 'code', partition: 'p3' }))
  await memory.recordLookup(lookupRecord('hit', 1, { createdAtMs: 1 }), 'sync')
  await memory.recordLookup(
    lookupRecord('near', 1, { ...miss, reason: 'rejected', candidates: [candidate], createdAtMs: 2 }),
    'sync',
  )
  await memory.recordLookup(lookupRecord('far', null, { ...miss, reason: 'no-candidate', createdAtMs: 3 }), 'sync')
}

type Listed = { entries: { id: number }[] }

const idsOf = ({ entries }: Listed) => entries.map(({ id }) => id)

describe('smartmemo inspect entries', () => {
  it('lists by id, with everything but vectors, and says which may be served', async () => {
    await fill(fillAll)
    const { entries } = (await run(['inspect', '--json'])).json() as { entries: Record<string, unknown>[] }
    expect(entries.map(({ id, state }) => [id, state])).toEqual([
      [1, 'live'],
      [2, 'expired'],
      [3, 'live'],
    ])
    expect(entries[0]).toMatchObject({ domain: 'support', prompt: 'a', response: 'response to a', tags: ['red'] })
    expect(Object.keys(entries[0]!)).not.toContain('embedding')
    expect(Object.keys(entries[0]!)).not.toContain('lexical')
  })

  it.each([
    [['--domain', 'code'], [3]],
    [['--tag', 'red'], [1]],
    [['--scope', 'tenant-1'], [2]],
    [['--limit', '1', '--offset', '1'], [2]],
    [['--domain', 'nothing'], []],
  ])('with %j lists %j', async (words, ids) => {
    await fill(fillAll)
    expect(idsOf((await run(['inspect', 'entries', ...words, '--json'])).json() as Listed)).toEqual(ids)
  })

  it('prints a line an entry that fits the terminal and cannot steer it', async () => {
    await fill(fillAll)
    const terminal = new RecordedTerminal({ columns: 70 })
    const { data } = await run(['inspect'], terminal)
    const lines = data.trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(70)
    expect(data).not.toContain('\u001B')
  })

  it('says when there is more, and when there is nothing', async () => {
    await fill(fillAll)
    expect((await run(['inspect', '--limit', '2'])).words).toContain('--offset 2')
    expect((await run(['inspect', '--limit', '4'])).words).toBe('')
    const nothing = await run(['inspect', '--tag', 'green'])
    expect([nothing.exitCode, nothing.data]).toEqual([0, ''])
    expect(nothing.words).toContain('no entries')
  })

  it('shows one entry whole', async () => {
    await fill(fillAll)
    const { data } = await run(['inspect', '--entry-id', '1'])
    for (const part of ['response to a', 'red', 'p1', 'live']) expect(data).toContain(part)
    expect((await run(['inspect', '--entry-id', '1', '--json'])).json()).toMatchObject({ id: 1, state: 'live' })
    expect((await run(['inspect', '--entry-id', '99'])).exitCode).toBe(1)
  })
})

describe('smartmemo inspect lookups', () => {
  const queryIds = async (words: string[]) => {
    const { lookups } = (await run(['inspect', 'lookups', ...words, '--json'])).json() as { lookups: { queryId: string }[] }
    return lookups.map(({ queryId }) => queryId)
  }

  it('lists newest first, all or by outcome', async () => {
    await fill(fillAll)
    expect(await queryIds([])).toEqual(['far', 'near', 'hit'])
    expect(await queryIds(['--outcome', 'hit'])).toEqual(['hit'])
    expect((await run(['inspect', 'lookups'])).data).toMatch(/near .*miss \(rejected\) +0\.400/)
  })

  it('shows one lookup with its candidates', async () => {
    await fill(fillAll)
    const { data } = await run(['inspect', 'lookups', '--query-id', 'near'])
    expect(data).toMatch(/threshold +0\.500/)
    expect(data).toMatch(/1 +0\.400 +0\.900 +0\.500 +a/)
    expect((await run(['inspect', 'lookups', '--query-id', 'gone'])).exitCode).toBe(1)
  })

  it('takes the beginning of an id that only one lookup has', async () => {
    await fill(async (memory) => {
      for (const id of ['abc', 'abcd', 'xyz']) await memory.recordLookup(lookupRecord(id, null), 'sync')
    })
    const found = async (id: string) => run(['inspect', 'lookups', '--query-id', id, '--json'])
    expect((await found('xy')).json()).toMatchObject({ queryId: 'xyz' })
    expect((await found('abcd')).json()).toMatchObject({ queryId: 'abcd' })
    expect((await found('abc')).json()).toMatchObject({ queryId: 'abc' })
    expect((await found('ab')).exitCode).toBe(1)
  })
})

describe('smartmemo inspect near-misses', () => {
  it('lists misses that had a candidate, however many other misses came after', async () => {
    await fill(async (memory) => {
      await fillAll(memory)
      for (let n = 0; n < 1200; n++) {
        await memory.recordLookup(
          lookupRecord(`later ${n}`, null, { ...miss, reason: 'no-candidate', createdAtMs: 10 + n }),
          'none',
        )
      }
    })
    const { nearMisses } = (await run(['inspect', 'near-misses', '--json'])).json() as { nearMisses: { queryId: string }[] }
    expect(nearMisses.map(({ queryId }) => queryId)).toEqual(['near'])
    expect((await run(['inspect', 'near-misses', '--offset', '1', '--json'])).json()).toEqual({ nearMisses: [] })
  })
})

it.each([
  ['lookups', '--tag', 'red'],
  ['near-misses', '--outcome', 'hit'],
  ['entries', '--query-id', 'x'],
])('smartmemo inspect refuses a flag that belongs to another list: %s %s', async (...words) => {
  await fill(fillAll)
  expect((await run(['inspect', ...words])).exitCode).toBe(2)
})
