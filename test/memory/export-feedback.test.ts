import { execFileSync } from 'node:child_process'
import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MemoryOfTest } from './memory-of-test.js'

const own = new MemoryOfTest()
const { put, look, judge } = own

describe('MemoryService.exportFeedback', () => {
  const lines = async (path: string) =>
    (await readFile(path, 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  test('writes hits and near misses with verdicts, and neither identical texts nor contradicted verdicts', async () => {
    const id = await put('a')
    await look('bad', id, { prompt: 'deny it', matchedPrompt: 'approve it' })
    await look('good', id, { prompt: 'accept it', matchedPrompt: 'approve it' })
    await look('near', id, { prompt: 'refuse it', matchedPrompt: 'approve it', outcome: 'miss', tier: null, reason: 'rejected' })
    await look('same', id, { prompt: ' approve it', matchedPrompt: 'approve it' })
    await look('exact', id, { prompt: 'approve  it', matchedPrompt: 'approve it', tier: 'exact' })
    await look('reversed', id, { prompt: 'approve it', matchedPrompt: 'deny it' })
    await look('unjudged', id, { prompt: 'whatever', matchedPrompt: 'approve it' })
    await look('alone', null, { prompt: 'alone', outcome: 'miss' })
    for (const queryId of ['bad', 'near', 'same', 'exact', 'alone']) await judge(queryId)
    await judge('good', { verdict: 'equivalent' })
    await judge('reversed', { verdict: 'equivalent', reason: 'fine' })
    const path = join(own.folder, 'pairs.jsonl')
    expect(await own.memory.exportFeedback(path, { domain: 'support', split: 'train' })).toBe(3)
    const written = await lines(path)
    expect(written.map(({ prompt_a, prompt_b, label }) => [prompt_a, prompt_b, label])).toEqual([
      ['refuse it', 'approve it', 0],
      ['accept it', 'approve it', 1],
      ['approve it', 'deny it', 1],
    ])
    expect(written[2]).toEqual({
      prompt_a: 'approve it',
      prompt_b: 'deny it',
      label: 1,
      domain: 'support',
      source: 'feedback',
      split: 'train',
      metadata: {
        query_id: 'reversed',
        outcome: 'hit',
        tier: 'semantic',
        similarity: 0.9,
        score: 0.8,
        verdict_source: 'explicit',
        reason: 'fine',
        created_at_ms: 1,
      },
    })
    expect(await readdir(own.folder)).toEqual(['pairs.jsonl'])
  })

  test('exports one domain, or all, and outlives eviction', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'x', matchedPrompt: 'y' })
    await look('q2', null, { prompt: 'x', matchedPrompt: 'y', domain: 'code', partition: 'p9' })
    await judge('q1')
    await judge('q2')
    await put('b', { maxEntries: 1 })
    const path = join(own.folder, 'pairs.jsonl')
    expect(await own.memory.exportFeedback(path, { domain: 'support', split: null })).toBe(1)
    expect((await lines(path))[0]).not.toHaveProperty('split')
    expect(await own.memory.exportFeedback(path, { domain: null, split: null })).toBe(2)
  })

  test('writes through a link to the file that it names, and into a pipe without replacing it', async () => {
    const id = await put('a')
    await look('q1', id, { prompt: 'x', matchedPrompt: 'y' })
    await judge('q1')
    const [file, link] = [join(own.folder, 'pairs.jsonl'), join(own.folder, 'link')]
    await writeFile(file, 'old')
    await symlink(file, link)
    await own.memory.exportFeedback(link, { domain: null, split: null })
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect(await lines(file)).toHaveLength(1)
    if (process.platform === 'win32') return
    const pipe = join(own.folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const [read] = await Promise.all([lines(pipe), own.memory.exportFeedback(pipe, { domain: null, split: null })])
    expect(read).toHaveLength(1)
    expect((await lstat(pipe)).isFIFO()).toBe(true)
  })

  test('says what is wrong with the path and leaves what was there', async () => {
    await writeFile(join(own.folder, 'file'), 'kept')
    await expect(
      own.memory.exportFeedback(join(own.folder, 'file', 'pairs.jsonl'), { domain: null, split: null }),
    ).rejects.toMatchObject({
      code: 'SMARTMEMO_FILE_ACCESS',
    })
    expect(await readFile(join(own.folder, 'file'), 'utf8')).toBe('kept')
  })
})
