import { describe, expect, it } from 'vitest'
import { derivePromptKey, deriveScopeKey } from '../../../src/cache/partition.js'
import type { Memory } from '../../../src/memory/memory.js'
import { lookupRecord, putRequest } from '../../memory/requests.js'
import { CommandLineOfTest } from '../command-line-of-test.js'
import { RecordedTerminal } from '../recorded-terminal.js'

const { run, fill } = new CommandLineOfTest()

async function fillAll(memory: Memory): Promise<void> {
  await memory.put(putRequest('a', { tags: ['red'], promptKey: derivePromptKey('a') }))
  await memory.put(putRequest('b', { tags: ['red'], scopeKey: deriveScopeKey('tenant-1'), partition: 'p2' }))
  await memory.put(putRequest('c', { domain: 'code', partition: 'p3' }))
  await memory.recordLookup(lookupRecord('q1', 1), 'sync')
}

async function idsLeft(): Promise<number[]> {
  const { entries } = (await run(['inspect', '--json'])).json() as { entries: { id: number }[] }
  return entries.map(({ id }) => id)
}

describe('smartmemo forget', () => {
  it.each([
    [
      ['--entry-id', '1'],
      [2, 3],
    ],
    [
      ['--tag', 'red', '--scope', 'tenant-1'],
      [1, 3],
    ],
    [
      ['--scope', 'tenant-1'],
      [1, 3],
    ],
    [
      ['--prompt', ' a '],
      [2, 3],
    ],
    [
      ['--domain', 'code'],
      [1, 2],
    ],
    [
      ['--tag', 'green'],
      [1, 2, 3],
    ],
  ])('with %j removes what matches without asking, since it is one or none', async (words, left) => {
    await fill(fillAll)
    const { exitCode, questions, json } = await run(['forget', ...words, '--json'])
    expect([exitCode, questions]).toEqual([0, []])
    expect(json()).toEqual({ forgotten: 3 - left.length })
    expect(await idsLeft()).toEqual(left)
  })

  it('wants --yes for more than one where nobody can be asked, and removes nothing without it', async () => {
    await fill(fillAll)
    const refused = await run(['forget', '--tag', 'red'])
    expect(refused.exitCode).toBe(2)
    expect(refused.words).toContain('2 entries')
    expect(await idsLeft()).toEqual([1, 2, 3])
    expect((await run(['forget', '--tag', 'red', '--yes'])).exitCode).toBe(0)
    expect(await idsLeft()).toEqual([3])
  })

  it('counts lookups too: they are what retraining learns from', async () => {
    await fill(async (memory) => {
      for (const id of ['q1', 'q2']) await memory.recordLookup(lookupRecord(id, null, { domain: 'gone' }), 'sync')
    })
    expect((await run(['forget', '--domain', 'gone'])).exitCode).toBe(2)
  })

  it.each([
    ['y', 0, [3]],
    [' YES ', 0, [3]],
    ['n', 1, [1, 2, 3]],
    ['', 1, [1, 2, 3]],
    ['yesterday', 1, [1, 2, 3]],
  ])('asks a person, and for %j ends with %i', async (answer, exitCode, left) => {
    await fill(fillAll)
    const ran = await run(['forget', '--tag', 'red'], new RecordedTerminal({ answer }))
    expect(ran.exitCode).toBe(exitCode)
    expect(ran.questions).toHaveLength(1)
    expect(await idsLeft()).toEqual(left)
  })

  it('refuses to forget everything by mistake, and a database that is not there', async () => {
    expect((await run(['forget', '--entry-id', '1'])).exitCode).toBe(1)
    await fill(fillAll)
    expect((await run(['forget', '--yes'])).exitCode).toBe(2)
    expect(await idsLeft()).toEqual([1, 2, 3])
  })

  it('leaves a database alone that somebody has open, naming the process', async () => {
    await fill(async (memory) => {
      await fillAll(memory)
      await memory.flush()
      const { exitCode, words } = await run(['forget', '--entry-id', '1'])
      expect(exitCode).toBe(1)
      expect(words).toContain(String(process.pid))
      expect(await memory.entry(1)).not.toBeNull()
    })
  })
})
