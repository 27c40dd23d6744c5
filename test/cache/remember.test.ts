import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lookUp } from '../../src/cache/look-up.js'
import { importPairs, remember } from '../../src/cache/remember.js'
import { createFakeCache } from './fake-cache.js'

describe('remember', () => {
  test('stores with its details, trimmed, and returns the id', async () => {
    const fake = await createFakeCache({ ttlMs: 1000 })
    const details = { tags: ['t'], metadata: { n: 1 }, scope: 's', model: 'm', context: ['c'], params: { t: 0 } }
    const id = await remember(fake.context, { prompt: ' a ', response: 'r', ...details })
    expect(await fake.memory.entry(id)).toMatchObject({
      prompt: 'a',
      response: 'r',
      tags: ['t'],
      metadata: { n: 1 },
      createdAtMs: fake.nowMs,
      expiresAtMs: fake.nowMs + 1000,
    })
    const place = { scope: 's', model: 'm', context: ['c'], params: { t: 0 } }
    expect((await lookUp(fake.context, { prompt: 'a', ...place })).response).toBe('r')
    expect((await lookUp(fake.context, { prompt: 'a', ...place, params: { t: 1 } })).response).toBeNull()
  })

  test('replaces the entry of the same prompt', async () => {
    const { context } = await createFakeCache()
    const first = await remember(context, { prompt: 'a', response: 'old' })
    const second = await remember(context, { prompt: 'a', response: 'new' })
    expect(second).toBeGreaterThan(first)
    expect((await lookUp(context, { prompt: 'a' })).response).toBe('new')
  })

  test('keeps to maxEntries', async () => {
    const fake = await createFakeCache({ maxEntries: 3 })
    for (let number = 0; number < 9; number++) {
      fake.nowMs++
      await remember(fake.context, { prompt: `p${number}`, response: 'r' })
      expect((await fake.memory.stats('support', fake.nowMs)).entries).toBeLessThanOrEqual(3)
    }
    expect((await fake.memory.listEntries({}, 9, 0)).map(({ prompt }) => prompt)).toEqual(['p6', 'p7', 'p8'])
  })

  test.each([
    [{ prompt: ' ', response: 'r' }, 'SMARTMEMO_INVALID_OPTION'],
    [{ prompt: 'a' }, 'SMARTMEMO_INVALID_OPTION'],
    [{ prompt: 'a', response: 5 }, 'SMARTMEMO_INVALID_OPTION'],
    [{ prompt: 'x'.repeat(256 * 1024 + 1), response: 'r' }, 'SMARTMEMO_LIMIT'],
    [{ prompt: 'a', response: 'x'.repeat(4 * 1024 * 1024 + 1) }, 'SMARTMEMO_LIMIT'],
    [{ prompt: 'a', response: 'r', metadata: 'x'.repeat(64 * 1024) }, 'SMARTMEMO_LIMIT'],
  ])('refuses request %#', async (request, code) => {
    const { context, memory } = await createFakeCache()
    await expect(remember(context, request as never)).rejects.toMatchObject({ code })
    expect((await memory.stats(null, 0)).entries).toBe(0)
  })
})

describe('importPairs', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smartmemo-import-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const lines = (count: number) => Array.from({ length: count }, (_, index) => ({ prompt: `p${index}`, response: `r${index}` }))
  const asText = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

  test('stores all of a file, plain or gzip, encoding in batches', async () => {
    for (const [name, bytes] of [
      ['a.jsonl', Buffer.from(`\ufeff${asText(lines(150))}\n\n`)],
      ['a.jsonl.gz', gzipSync(asText(lines(150)))],
    ] as const) {
      const { context, encoded, memory } = await createFakeCache()
      await writeFile(join(folder, name), bytes)
      expect(await importPairs(context, join(folder, name))).toBe(150)
      expect(encoded.map((batch) => batch.length)).toEqual([64, 64, 22])
      expect((await memory.stats(null, 0)).entries).toBe(150)
      expect((await lookUp(context, { prompt: 'p149' })).response).toBe('r149')
    }
  })

  test('stores all of an iterable, sync or async, and lets the later of two equal prompts stand', async () => {
    const { context } = await createFakeCache()
    expect(await importPairs(context, [...lines(2), { prompt: 'p0', response: 'newest', scope: undefined as never }])).toBe(3)
    expect((await lookUp(context, { prompt: 'p0' })).response).toBe('newest')
    async function* generate() {
      yield { prompt: 'later', response: 'yes' }
    }
    expect(await importPairs(context, generate())).toBe(1)
    expect((await lookUp(context, { prompt: 'later' })).response).toBe('yes')
    expect(await importPairs(context, [])).toBe(0)
  })

  test.each([
    ['no JSON', `${asText(lines(2))}{"prompt": "x"\n`, 3],
    ['no response', `${asText(lines(1))}\n{"prompt":"x"}\n`, 3],
    ['an unknown field', `{"prompt":"x","response":"y","promt":"z"}\n`, 1],
    ['an empty prompt', `{"prompt":" ","response":"y"}\n`, 1],
    ['no object', `"x"\n`, 1],
  ])('refuses a file with %s, names the line, and stores nothing', async (_, text, line) => {
    const { context, memory } = await createFakeCache()
    const path = join(folder, 'bad.jsonl')
    await writeFile(path, text)
    await expect(importPairs(context, path)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE', details: { path, line } })
    expect((await memory.stats(null, 0)).entries).toBe(0)
  })

  test('refuses an iterable with a bad item, names its place, and stores nothing', async () => {
    const { context, memory } = await createFakeCache()
    const items = [...lines(70), { prompt: 'x' }] as never
    await expect(importPairs(context, items)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE', details: { line: 71 } })
    expect((await memory.stats(null, 0)).entries).toBe(0)
  })

  test('says what is wrong with the file or the source', async () => {
    const { context } = await createFakeCache()
    await expect(importPairs(context, join(folder, 'none'))).rejects.toMatchObject({ code: 'SMARTMEMO_FILE_ACCESS' })
    for (const source of ['', undefined, 5, {}]) {
      await expect(importPairs(context, source as never)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_OPTION' })
    }
  })
})
