import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importEntries } from '../../src/cache/import-entries.js'
import { derivePartition } from '../../src/cache/partition.js'
import { readTemplateFile } from '../../src/generation/read-generation-files.js'
import type { RememberRequest } from '../../src/options/request.js'
import { readPairs } from '../../src/pairs/read-pairs.js'
import { readFeedback } from '../../src/retraining/read-feedback.js'
import { fuzz } from './fuzz.js'
import { mutated } from './mutations.js'
import { readSeed } from './seeds.js'

let path: string
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'smartmemo-fuzz-')), 'lines.jsonl')
})
afterAll(() => rm(join(path, '..'), { recursive: true }))

/** A seed as text or compressed, then changed; the compressed one mostly stops being gzip. */
function fileLike(seed: string): fc.Arbitrary<Buffer> {
  const text = readSeed(seed)
  const changed = mutated(text)
  return fc.oneof(
    { weight: 6, arbitrary: changed },
    { weight: 2, arbitrary: changed.map((bytes) => gzipSync(bytes)) },
    { weight: 1, arbitrary: mutated(gzipSync(text)) },
  )
}

/** Reads the file with these bytes; a refusal names the line, or the file where it has none. */
async function read<T>(bytes: Uint8Array, reading: () => Promise<T>): Promise<T | null> {
  await writeFile(path, bytes)
  try {
    return await reading()
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^SMARTMEMO_(INVALID_LINE|FILE_ACCESS)$/) as string })
    expect((error as { details: { path: string } }).details.path).toBe(path)
    return null
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}

describe('a file of JSON lines that was changed', () => {
  test('is imported as a whole or not at all', async () => {
    await fuzz(fileLike('entries.jsonl'), 2, async (bytes) => {
      const stored: RememberRequest[] = []
      const count = await read(bytes, () => importEntries(path, async (batch) => void stored.push(...batch)))
      expect(stored).toHaveLength(count ?? 0)
      for (const { prompt, response, scope, model, context, params } of stored) {
        expect(prompt.trim()).not.toBe('')
        expect(typeof response).toBe('string')
        expect(derivePartition({ domain: 'support', scope, model, context, params }).partition).toMatch(/^[\da-f]{40}$/)
      }
    })
  })

  test('gives pairs of two prompts and a label, or the line that is none', async () => {
    await fuzz(fileLike('pairs.jsonl'), 2, async (bytes) => {
      for (const { pair } of (await read(bytes, () => collect(readPairs(path)))) ?? []) {
        expect([pair.promptA.trim(), pair.promptB.trim()]).not.toContain('')
        expect([0, 1]).toContain(pair.label)
      }
      await read(bytes, () => readFeedback(path, null))
    })
  })

  test('gives templates whose slots exist, or the line that is none', async () => {
    await fuzz(fileLike('templates.jsonl'), 2, async (bytes) => {
      const { slots, templates } = (await read(bytes, () => readTemplateFile(path))) ?? { slots: new Map(), templates: [] }
      for (const { swaps } of templates) for (const name of swaps) expect(slots.has(name)).toBe(true)
    })
  })
})

describe('a line that nests', () => {
  test.each([10, 1000, 5000, 100_000])(
    '%i deep is stored or refused with its number, and never breaks a partition',
    async (depth) => {
      for (const field of ['metadata', 'context', 'params']) {
        const nested = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
        await read(Buffer.from(`{"prompt":"p","response":"r","${field}":${nested}}`), () =>
          importEntries(path, async ([entry]) => void derivePartition({ domain: 'support', ...entry! })),
        )
      }
    },
  )
})
