import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeJsonLines } from '../../src/files/write-json-lines.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* thenFail(values: readonly unknown[], error: Error): AsyncGenerator {
  yield* values
  throw error
}

describe('writeJsonLines', () => {
  it('writes a line a value, from iterables of both kinds, more than it holds back at once', async () => {
    const values = Array.from({ length: 30_000 }, (_, index) => ({ index, text: 'ä'.repeat(20) }))
    const path = join(folder, 'out.jsonl')
    await writeJsonLines(path, values)
    const text = await readFile(path, 'utf8')
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(values)
    await writeJsonLines(
      path,
      (async function* () {
        yield* values
      })(),
    )
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it('leaves the file as it was, and nothing beside it, when the values fail; their error passes unchanged', async () => {
    const path = join(folder, 'out.jsonl')
    await writeFile(path, 'before')
    const error = new Error('no more values')
    await expect(writeJsonLines(path, thenFail([1, 2], error))).rejects.toBe(error)
    expect(await readFile(path, 'utf8')).toBe('before')
    expect(await readdir(folder)).toEqual(['out.jsonl'])
  })

  it('writes through a link, which stays one', async () => {
    await writeFile(join(folder, 'real.jsonl'), 'before')
    await symlink(join(folder, 'real.jsonl'), join(folder, 'link.jsonl'))
    await writeJsonLines(join(folder, 'link.jsonl'), [1])
    expect(await readFile(join(folder, 'real.jsonl'), 'utf8')).toBe('1\n')
  })

  it('names a folder and a path that is not there', async () => {
    await mkdir(join(folder, 'sub'))
    for (const path of [join(folder, 'sub'), join(folder, 'missing', 'out.jsonl')]) {
      await expect(writeJsonLines(path, [1])).rejects.toMatchObject({ code: 'SMARTMEMO_FILE_ACCESS', details: { path } })
    }
  })
})
