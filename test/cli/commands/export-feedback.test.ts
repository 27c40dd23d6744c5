import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Memory } from '../../../src/memory/memory.js'
import { readPairs } from '../../../src/pairs/read-pairs.js'
import { lookupRecord, putRequest } from '../../memory/requests.js'
import { CommandLineOfTest } from '../command-line-of-test.js'

const own = new CommandLineOfTest()
const { run, fill, path } = own

async function judgeTwo(memory: Memory): Promise<void> {
  const { entryId } = await memory.put(putRequest('stored'))
  for (const [queryId, domain, verdict] of [
    ['q1', 'support', 'different'],
    ['q2', 'code', 'equivalent'],
  ] as const) {
    await memory.recordLookup(lookupRecord(queryId, entryId, { domain, matchedPrompt: 'stored' }), 'sync')
    await memory.recordFeedback({ queryId, verdict, source: 'explicit', reason: null, createdAtMs: 1 }, 'sync')
  }
}

async function pairsIn(file: string) {
  const pairs = []
  for await (const { pair } of readPairs(file)) pairs.push(pair)
  return pairs
}

describe('smartmemo export-feedback', () => {
  it('writes pairs that the reader of pairs takes, of all domains or one', async () => {
    await fill(judgeTwo)
    const { exitCode, json } = await run(['export-feedback', '--out', path('all.jsonl'), '--json'])
    expect(exitCode).toBe(0)
    expect(json()).toEqual({ pairs: 2, out: path('all.jsonl') })
    expect(await pairsIn(path('all.jsonl'))).toMatchObject([
      { promptA: 'prompt of q1', promptB: 'stored', label: 0, domain: 'support' },
      { promptA: 'prompt of q2', promptB: 'stored', label: 1, domain: 'code' },
    ])
    const one = await run(['export-feedback', '--out', path('one.jsonl'), '--domain', 'code', '--split', 'train'])
    expect(one.words).toContain('1 pair')
    expect(await pairsIn(path('one.jsonl'))).toMatchObject([{ label: 1, split: 'train' }])
  })

  it('fails without a file to write, and leaves what is there when it cannot', async () => {
    await fill(judgeTwo)
    expect((await run(['export-feedback'])).exitCode).toBe(2)
    await mkdir(path('folder'))
    await writeFile(path('kept.jsonl'), 'before')
    const failed = await run(['export-feedback', '--out', path('folder')])
    expect([failed.exitCode, failed.data]).toEqual([1, ''])
    expect((await run(['export-feedback', '--out', path('missing/out.jsonl')])).exitCode).toBe(1)
    expect(await readFile(path('kept.jsonl'), 'utf8')).toBe('before')
  })
})
