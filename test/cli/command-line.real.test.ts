import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NamedFinding } from '../../src/cli/doctor/check.js'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const MAIN = at('../../dist/src/cli/main.js')
const HOLDER = at('cache-holder.mjs')
/** Packages of the tool chain that hold an addon of this platform. */
const ADDONS = at('../../node_modules/@oxlint')

let folder: string
let dbPath: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smartmemo-cli-'))
  dbPath = join(folder, 'cache.db')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs the program to its end, nobody watching; `TERM` and colours come from `env` alone. */
function run(words: readonly string[], { env = {}, node = [] }: { env?: Record<string, string>; node?: string[] } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, MAIN, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
    timeout: 100_000,
  })
  return { exitCode: status, data: stdout, words: stderr }
}

const findingsOf = (data: string) => (JSON.parse(data) as { checks: NamedFinding[] }).checks

describe('smartmemo', () => {
  it('ends with the exit code of what happened, data on stdout and words on stderr', () => {
    expect(run(['--version'])).toEqual({ exitCode: 0, data: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), words: '' })
    expect(run(['stats', '--help'])).toMatchObject({ exitCode: 0, words: '' })
    expect(run(['stats', '--nonsense'])).toMatchObject({ exitCode: 2, data: '' })
    expect(run(['stats', '--db-path', 'missing.db'])).toMatchObject({ exitCode: 1, data: '' })
  })

  it('shows a stack only with DEBUG', () => {
    expect(run(['stats', '--db-path', 'missing.db']).words).not.toMatch(/^ +at /m)
    expect(run(['stats', '--db-path', 'missing.db'], { env: { DEBUG: '1' } }).words).toMatch(/^ +at /m)
  })

  it('fills a cache from a file, shows it and forgets it', async () => {
    const own = ['--db-path', join(folder, 'own.db')]
    const entries = Array.from({ length: 150 }, (_, n) => ({
      prompt: `How do I order part ${n}?`,
      response: `It is part ${n}.`,
      tags: ['parts'],
    }))
    await writeFile(join(folder, 'entries.jsonl'), entries.map((entry) => JSON.stringify(entry)).join('\n'))
    const imported = run(['import', '--data', 'entries.jsonl', '--domain', 'shop', '--json', ...own])
    expect([imported.exitCode, JSON.parse(imported.data)]).toEqual([0, { imported: 150, entries: 150 }])
    expect(JSON.parse(run(['stats', '--json', ...own]).data)).toMatchObject({
      entries: 150,
      encoderId: expect.stringContaining('@'),
    })
    expect(run(['import', '--data', 'entries.jsonl', '--domain', 'shop', ...own, '--encoder', './nowhere'])).toMatchObject({
      exitCode: 1,
    })
    expect(run(['forget', '--tag', 'parts', '--yes', ...own]).exitCode).toBe(0)
    expect(JSON.parse(run(['stats', '--json', ...own]).data)).toMatchObject({ entries: 0 })
  })

  it('ends silently when its reader goes away', async () => {
    const own = join(folder, 'long.db')
    const entries = Array.from({ length: 400 }, (_, n) => ({ prompt: `prompt ${n}`, response: 'long '.repeat(1000) }))
    await writeFile(join(folder, 'long.jsonl'), entries.map((entry) => JSON.stringify(entry)).join('\n'))
    run(['import', '--data', 'long.jsonl', '--domain', 'shop', '--db-path', own])
    const child = spawn(process.execPath, [MAIN, 'inspect', '--json', '--limit', '400', '--db-path', own])
    let words = ''
    child.stderr.on('data', (chunk) => (words += String(chunk)))
    await once(child.stdout, 'data')
    child.stdout.destroy()
    const [exitCode] = (await once(child, 'exit')) as [number]
    expect([exitCode, words]).toEqual([0, ''])
  })
})

describe('smartmemo beside a process that has the cache open', () => {
  let holder: ChildProcessWithoutNullStreams
  let lines: AsyncIterator<string>

  beforeAll(async () => {
    holder = spawn(process.execPath, [HOLDER, dbPath])
    lines = createInterface({ input: holder.stdout })[Symbol.asyncIterator]()
    expect((await lines.next()).value).toBe('ready')
  })
  afterAll(async () => {
    holder.stdin.end()
    if (holder.exitCode === null) await once(holder, 'exit')
  })

  it('reads what was acknowledged, again and again, and is in nobody’s way', async () => {
    for (const entries of [1, 2, 3]) {
      expect(JSON.parse(run(['stats', '--json', '--db-path', dbPath]).data)).toMatchObject({
        entries,
        lookups: 1,
        hits: 1,
        badVerdicts: 1,
      })
      holder.stdin.write(`Where is parcel ${entries}?\n`)
      expect((await lines.next()).value).toBe('stored')
    }
    const listed = run(['inspect', '--json', '--db-path', dbPath])
    expect((JSON.parse(listed.data) as { entries: object[] }).entries).toHaveLength(4)
    const exported = run(['export-feedback', '--out', 'feedback.jsonl', '--db-path', dbPath])
    expect(exported.exitCode).toBe(0)
    expect(JSON.parse(await readFile(join(folder, 'feedback.jsonl'), 'utf8'))).toMatchObject({
      label: 0,
      prompt_b: 'How do I reset my password?',
    })
    expect(existsSync(`${dbPath}.lock`)).toBe(true)
  })

  it('does not write, and names the process that does', async () => {
    await writeFile(join(folder, 'one.jsonl'), '{"prompt":"a","response":"b"}')
    for (const words of [
      ['forget', '--entry-id', '1'],
      ['import', '--data', 'one.jsonl', '--domain', 'support'],
    ]) {
      const ran = run([...words, '--db-path', dbPath])
      expect([ran.exitCode, ran.data]).toEqual([1, ''])
      expect(ran.words).toContain(`process ${holder.pid}`)
    }
    const lock = findingsOf(run(['doctor', '--json', '--db-path', dbPath]).data).find(({ name }) => name === 'lock')
    expect(lock).toMatchObject({ status: 'warning', detail: expect.stringContaining(`process ${holder.pid}`) })
  })
})

describe('smartmemo doctor', () => {
  it('makes a round trip on real threads without a native addon, and leaves nothing behind', () => {
    const ran = run(['doctor', '--json', '--db-path', join(folder, 'new', 'cache.db')])
    const findings = findingsOf(ran.data)
    for (const name of [
      'runtime',
      'WebAssembly',
      'worker threads',
      'bundled encoder',
      'bundled lexicon',
      'round trip',
      'native addons',
      'lock',
    ]) {
      expect(findings.find((finding) => finding.name === name)).toMatchObject({ status: 'ok' })
    }
    expect(ran.exitCode).toBe(findings.some(({ status }) => status === 'failed') ? 1 : 0)
    expect(existsSync(join(folder, 'new'))).toBe(false)
  })

  const addon = existsSync(ADDONS) && readdirSync(ADDONS, { recursive: true }).find((file) => String(file).endsWith('.node'))

  it.skipIf(!addon)('notices a native addon, whoever loads it', () => {
    const load = `process.dlopen({ exports: {} }, ${JSON.stringify(join(ADDONS, String(addon)))})`
    const ran = run(['doctor', '--json'], { node: ['--import', `data:text/javascript,${encodeURIComponent(load)}`] })
    expect(ran.exitCode).toBe(1)
    const finding = findingsOf(ran.data).find(({ name }) => name === 'native addons')
    expect(finding).toMatchObject({ status: 'failed', detail: expect.stringContaining('.node') })
  })
})

describe('smartmemo on a terminal', () => {
  const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

  /** Runs the program on a pseudo-terminal; what it writes to either stream comes back as one. */
  function runWatched(words: string, { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {}) {
    const { stdout } = spawnSync('script', ['-qec', `'${process.execPath}' '${MAIN}' ${words}`, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      input,
      env: { PATH: process.env['PATH'], TERM: 'xterm', ...env },
    })
    return stdout
  }

  it.skipIf(!hasScript)('has colours, unless NO_COLOR is set', () => {
    expect(runWatched('--help')).toContain('\u001B[')
    expect(runWatched('--help', { env: { NO_COLOR: '1' } })).not.toContain('\u001B[')
    expect(run(['--help']).data).not.toContain('\u001B[')
    expect(run(['--help'], { env: { FORCE_COLOR: '1' } }).data).toContain('\u001B[')
  })

  it.skipIf(!hasScript)('asks before it forgets more than one', async () => {
    const own = `--db-path '${join(folder, 'asked.db')}'`
    await writeFile(join(folder, 'two.jsonl'), '{"prompt":"a","response":"b"}\n{"prompt":"c","response":"d"}')
    run(['import', '--data', 'two.jsonl', '--domain', 'shop', '--db-path', join(folder, 'asked.db')])
    expect(runWatched(`forget --domain shop ${own}`, { input: 'n\n' })).toContain('Nothing was forgotten')
    expect(runWatched(`forget --domain shop ${own}`, { input: 'y\n' })).toContain('Forgot 2 entries')
  })
})
