import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PairInFile, readPairs } from '../../src/pairs/read-pairs.js'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-pairs-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `${++files}.jsonl`)
  await writeFile(path, content)
  return path
}

async function pairsOf(path: string, split: string | null = null): Promise<PairInFile[]> {
  const pairs: PairInFile[] = []
  for await (const pair of readPairs(path, split)) pairs.push(pair)
  return pairs
}

const record = { prompt_a: 'Approve it', prompt_b: 'Deny it', label: 0 }

describe('readPairs', () => {
  it('gives back any pairs that were written, plain or gzip', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '')
    const pair = fc.record({ promptA: text, promptB: text, label: fc.constantFrom(0 as const, 1 as const), domain: text })
    await fc.assert(
      fc.asyncProperty(fc.array(pair), fc.boolean(), async (pairs, isGzip) => {
        const lines = pairs.map(({ promptA, promptB, ...rest }) =>
          JSON.stringify({ prompt_a: promptA, prompt_b: promptB, ...rest }),
        )
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
        const read = await pairsOf(await fileOf(isGzip ? gzipSync(bytes) : bytes))
        expect(read).toEqual(pairs.map((each, index) => ({ pair: each, index, line: index + 1 })))
      }),
      { numRuns: 50 },
    )
  })

  it('takes a pair without a split into every split, and keeps its place in the file', async () => {
    const records = [{ ...record, split: 'train' }, record, { ...record, split: 'test', label: 1 }, { ...record, split: null }]
    const path = await fileOf(`\n${records.map((each) => JSON.stringify(each)).join('\n\n')}`)
    expect((await pairsOf(path, 'test')).map(({ index, line }) => [index, line])).toEqual([
      [1, 4],
      [2, 6],
      [3, 8],
    ])
    expect(await pairsOf(path)).toHaveLength(4)
  })

  it('passes over fields that it does not know', async () => {
    const path = await fileOf(JSON.stringify({ ...record, metadata: { score: 0.4 }, kind: 'negation' }))
    expect((await pairsOf(path))[0]!.pair).toEqual({ promptA: 'Approve it', promptB: 'Deny it', label: 0 })
  })

  it.each([
    ['no JSON', '{"prompt_a": "x"'],
    ['an array', '[]'],
    ['a number', '7'],
    ['null', 'null'],
    ['a missing prompt', JSON.stringify({ ...record, prompt_b: undefined })],
    ['a blank prompt', JSON.stringify({ ...record, prompt_a: ' \t' })],
    ['a prompt that is no string', JSON.stringify({ ...record, prompt_a: 7 })],
    ['a prompt larger than the cache takes', JSON.stringify({ ...record, prompt_a: 'x'.repeat(300_000) })],
    ['a missing label', JSON.stringify({ ...record, label: undefined })],
    ['a label of 2', JSON.stringify({ ...record, label: 2 })],
    ['a fractional label', JSON.stringify({ ...record, label: 0.5 })],
    ['a label in words', JSON.stringify({ ...record, label: '1' })],
    ['a label that is a truth value', JSON.stringify({ ...record, label: true })],
    ['a split that is no string', JSON.stringify({ ...record, split: 3 })],
    ['a domain that is empty', JSON.stringify({ ...record, domain: '' })],
    ['a bad line of another split', JSON.stringify({ ...record, split: 'train', label: 5 })],
  ])('stops at %s with file, line and reason', async (_, bad) => {
    const path = await fileOf(`${JSON.stringify(record)}\n\n${bad}\n${JSON.stringify(record)}\n`)
    const read: PairInFile[] = []
    const reading = (async () => {
      for await (const pair of readPairs(path, 'test')) read.push(pair)
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'SMARTMEMO_INVALID_LINE',
      details: { path, line: 3, reason: expect.stringMatching(/\w/) },
    })
    expect(read).toHaveLength(1)
  })
})
