import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLines } from '../../src/files/read-lines.js'

let folder: string
let files = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-lines-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, `${++files}.jsonl`)
  await writeFile(path, content)
  return path
}

async function linesOf(path: string): Promise<string[]> {
  const lines: string[] = []
  for await (const { text } of readLines(path)) lines.push(text)
  return lines
}

describe('readLines', () => {
  it('gives back any lines that were joined, plain or gzip', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ''))
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.boolean(), async (lines, isGzip) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
        expect(await linesOf(await fileOf(isGzip ? gzipSync(bytes) : bytes))).toEqual(lines)
      }),
      { numRuns: 50 },
    )
  })

  it('reads lines longer than a chunk of the file', async () => {
    const lines = ['a'.repeat(200_000), 'é'.repeat(100_000), 'b']
    expect(await linesOf(await fileOf(lines.join('\n')))).toEqual(lines)
  })

  it('drops a byte order mark and takes CRLF as a line end', async () => {
    expect(await linesOf(await fileOf('\uFEFFone\r\ntwo\r\n'))).toEqual(['one', 'two'])
  })

  it('keeps separators that are line ends elsewhere', async () => {
    expect(await linesOf(await fileOf('one\u2028still one\u0085\n'))).toEqual(['one\u2028still one\u0085'])
  })

  it('gives no line for an empty file', async () => {
    expect(await linesOf(await fileOf(''))).toEqual([])
  })

  it('reads gzip whatever the file is called, members one after the other', async () => {
    expect(await linesOf(await fileOf(Buffer.concat([gzipSync('one\n'), gzipSync('two\n')])))).toEqual(['one', 'two'])
  })

  it.each([
    ['UTF-16', Buffer.from('\uFEFFone\ntwo', 'utf16le'), 1],
    ['Latin-1', Buffer.from('fine\ncaf\u00e9\n', 'latin1'), 2],
  ])('refuses %s with the number of the line', async (_, bytes, line) => {
    const path = await fileOf(bytes)
    await expect(linesOf(path)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE', details: { path, line } })
  })

  it('refuses a line over its limit without holding it', async () => {
    const path = await fileOf(`short\n${'x'.repeat(17 * 1024 * 1024)}`)
    await expect(linesOf(path)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE', details: { line: 2 } })
  })

  it('names a file that is not there, a folder, and gzip that is cut or damaged', async () => {
    const gzip = gzipSync('one\n'.repeat(1000))
    const damaged = Buffer.from(gzip)
    damaged.fill(0xff, 12, 20)
    for (const path of [join(folder, 'missing'), folder, await fileOf(gzip.subarray(0, 20)), await fileOf(damaged)]) {
      await expect(linesOf(path)).rejects.toMatchObject({ code: 'SMARTMEMO_FILE_ACCESS', details: { path } })
    }
  })
})
