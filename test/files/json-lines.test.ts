import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readJsonLines } from '../../src/files/json-lines.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-lines-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function readAll(text: string) {
  const path = join(folder, 'a.jsonl')
  await writeFile(path, text)
  const lines = []
  for await (const line of readJsonLines(path)) lines.push(line)
  return lines
}

describe('readJsonLines', () => {
  test('yields values with their line numbers, over blank lines, a byte-order mark and line ends of both kinds', async () => {
    expect(await readAll('\ufeff{"a":1}\r\n\n  \n[2]\n"\u2028\u2029\u0085é"')).toEqual([
      { value: { a: 1 }, line: 1 },
      { value: [2], line: 4 },
      { value: '\u2028\u2029\u0085é', line: 5 },
    ])
    expect(await readAll('')).toEqual([])
  })

  test('stops at a line that is no JSON, naming file and line', async () => {
    await expect(readAll('1\n{"a":\n')).rejects.toMatchObject({
      code: 'SMARTMEMO_INVALID_LINE',
      details: { path: join(folder, 'a.jsonl'), line: 2 },
    })
  })
})
