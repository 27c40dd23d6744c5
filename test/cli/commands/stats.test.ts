import { describe, expect, it } from 'vitest'
import type { Memory } from '../../../src/memory/memory.js'
import { lookupRecord, putRequest } from '../../memory/requests.js'
import { CommandLineOfTest } from '../command-line-of-test.js'

const { run, fill } = new CommandLineOfTest()

async function useTwoDomains(memory: Memory): Promise<void> {
  const { entryId } = await memory.put(putRequest('a'))
  await memory.put(putRequest('b', { expiresAtMs: 2000 }))
  await memory.put(putRequest('c', { domain: 'code', partition: 'p2' }))
  await memory.recordLookup(lookupRecord('q1', entryId), 'sync')
  await memory.recordLookup(lookupRecord('q2', null, { outcome: 'miss', tier: null, costSavedUsd: 0 }), 'sync')
  await memory.recordFeedback({ queryId: 'q1', verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1 }, 'sync')
}

describe('smartmemo stats', () => {
  it('counts all domains, or one', async () => {
    await fill(useTwoDomains)
    const all = await run(['stats', '--json'])
    expect(all.json()).toMatchObject({
      domain: null,
      entries: 3,
      expired: 1,
      partitions: 2,
      lookups: 2,
      hits: 1,
      misses: 1,
      hitRate: 0.5,
    })
    const one = await run(['stats', '--domain', 'code', '--json'])
    expect(one.json()).toMatchObject({ domain: 'code', entries: 1, lookups: 0, hitRate: 0 })
    expect([all.exitCode, one.exitCode, all.words]).toEqual([0, 0, ''])
  })

  it('prints the same for people', async () => {
    await fill(useTwoDomains)
    const { data } = await run(['stats'])
    expect(data).toMatch(/entries +3 in 2 partitions/)
    expect(data).toMatch(/hit rate +50\.0 %/)
    expect(data).toMatch(/saved +\$0\.5000/)
    expect(data).toMatch(/verdicts held +0 good, 1 bad/)
  })

  it('fails on a file that is not there and makes none', async () => {
    const first = await run(['stats'])
    expect([first.exitCode, first.data]).toEqual([1, ''])
    expect(first.words).toContain('--db-path')
    expect((await run(['stats'])).exitCode).toBe(1)
  })
})
