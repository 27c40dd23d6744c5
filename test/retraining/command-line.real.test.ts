import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import type { RetrainReport } from '../../src/retraining/retrain-report.js'
import type { TrainClassifierReport } from '../../src/training/train-classifier.js'
import { RecordedTerminal } from '../cli/recorded-terminal.js'
import { invert, prepareRetraining, warehousePairs, writePairs } from './warehouse.js'

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
const RECIPE = ['--epochs', '2', '--hidden', '8', '--seed', '3']

describe('training on the command line', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smartmemo-training-'))
    await writePairs(join(folder, 'pairs.jsonl'), warehousePairs(200, 1))
    await prepareRetraining(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  function run(...words: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 100_000,
    })
    return { exitCode: status, data: stdout, words: stderr }
  }

  it.each(['pair', 'embedding-mlp'])(
    'train-classifier makes a %s classifier that eval-classifier can use, alike each time',
    (kind) => {
      const train = (out: string) =>
        run('train-classifier', '--data', 'pairs.jsonl', '--out', out, '--kind', kind, ...RECIPE, '--json')
      const first = train(`${kind}-1`)
      expect(first).toMatchObject({ exitCode: 0, words: '' })
      const report = JSON.parse(first.data) as TrainClassifierReport
      expect(report.card).toMatchObject({ kind, metrics: { calibration: { count: report.counts.calibration } } })
      expect(report.card.calibration!.length).toBeGreaterThan(10)
      expect(JSON.parse(train(`${kind}-2`).data)).toEqual(report)
      const evaluated = run('eval-classifier', '--data', 'pairs.jsonl', '--model', `${kind}-1`, '--json')
      expect(JSON.parse(evaluated.data)).toMatchObject({ examples: 200, threshold: report.card.threshold })
    },
  )

  it.each([
    ['data of one label', ['--data', 'one.jsonl'], 1, 'label 1'],
    ['no data', ['--data', 'empty.jsonl'], 1, 'no pair'],
    ['a domain that nobody has', ['--data', 'pairs.jsonl', '--domain', 'zoo'], 1, 'zoo'],
    [
      'an encoder that is not there',
      ['--data', 'pairs.jsonl', '--kind', 'embedding-mlp', '--encoder', './nowhere'],
      1,
      'nowhere',
    ],
    ['a share of dropout that cannot be', ['--data', 'pairs.jsonl', '--dropout', '2'], 2, '--dropout'],
    ['layers of no units', ['--data', 'pairs.jsonl', '--hidden', '0'], 2, '--hidden'],
  ])('train-classifier says what is wrong with %s, and writes nothing', async (_, flags, exitCode, said) => {
    await writePairs(join(folder, 'one.jsonl'), warehousePairs(50, 1).filter(({ label }) => label === 1)) // prettier-ignore
    await writeFile(join(folder, 'empty.jsonl'), '')
    const ran = run('train-classifier', ...flags, '--out', 'refused')
    expect(ran).toMatchObject({ exitCode, data: '' })
    expect(ran.words).toContain(said)
    expect(await readdir(folder)).not.toContain('refused')
  })

  it('train-classifier stops at Ctrl-C in the middle and leaves the classifier that was there', async () => {
    run('train-classifier', '--data', 'pairs.jsonl', '--out', 'stopped', ...RECIPE)
    const before = await readFile(join(folder, 'stopped', 'card.json'), 'utf8')
    const terminal = new RecordedTerminal({ isTty: true })
    terminal.words.write = (text) => {
      if (text.includes('epoch')) terminal.interrupt()
      return Promise.resolve()
    }
    const [data, out] = [join(folder, 'pairs.jsonl'), join(folder, 'stopped')]
    const words = ['train-classifier', '--data', data, '--out', out, '--epochs', '10000', '--patience', '0']
    expect(await runCommandLine(words, { commands: COMMANDS, terminal, version: '0.0.0', debug: false })).toBe(1)
    expect(await readFile(join(folder, 'stopped', 'card.json'), 'utf8')).toBe(before)
  })

  it('retrain promotes and rollback takes back; poisoned feedback ends with code 3 and a reason', async () => {
    await writePairs(join(folder, 'honest.jsonl'), warehousePairs(100, 100))
    await writePairs(join(folder, 'poisoned.jsonl'), invert(warehousePairs(100, 100)))
    await writePairs(
      join(folder, 'complaints.jsonl'),
      warehousePairs(100, 100).filter(({ label }) => label === 0),
    )
    const retrain = (feedback: string) =>
      run('retrain', '--feedback', feedback, '--model', 'active', '--out', `from-${feedback}`, '--validation-data', 'validation.jsonl', '--promote-to', 'live', '--min-precision', '0.5', '--min-feedback', '10', '--epochs', '6', '--json') // prettier-ignore

    const poisoned = retrain('poisoned.jsonl')
    expect(poisoned.exitCode).toBe(3)
    expect(poisoned.words).toContain('plausible-feedback')
    expect((JSON.parse(poisoned.data) as RetrainReport).promotedTo).toBeNull()
    expect(await readdir(join(folder, 'from-poisoned.jsonl'))).toContain('report.json')
    expect(await readdir(folder)).not.toContain('live')

    const honest = retrain('honest.jsonl')
    expect(honest).toMatchObject({ exitCode: 0, words: '' })
    const { promotedTo, candidate } = JSON.parse(honest.data) as RetrainReport
    expect(promotedTo).toBe('live')
    expect(JSON.parse(run('rollback', '--model', 'live', '--json').data)).toMatchObject({ name: 'tiny' })
    expect(JSON.parse(run('rollback', '--model', 'live', '--json').data)).toMatchObject({ version: candidate.version })
  })

  it('train-classifier leaves the classifier in use alone when the disk takes no more', async () => {
    await cp(join(folder, 'active'), join(folder, 'full'), { recursive: true })
    const before = await readFile(join(folder, 'full', 'card.json'), 'utf8')
    // A limit on the size of files stands in for the disk: writes beyond the first 1024 bytes fail.
    const limited = 'trap "" XFSZ; ulimit -f 1; exec "$0" "$@"'
    const words = [MAIN, 'train-classifier', '--data', 'pairs.jsonl', '--out', 'full', ...RECIPE]
    const { status, stderr } = spawnSync('bash', ['-c', limited, process.execPath, ...words], { cwd: folder, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toContain('Cannot write a classifier to')
    expect(await readFile(join(folder, 'full', 'card.json'), 'utf8')).toBe(before)
    expect(run('eval-classifier', '--data', 'pairs.jsonl', '--model', 'full', '--json').exitCode).toBe(0)
  })

  it('retrain without a database says so', () => {
    const ran = run('retrain', '--out', 'nothing', '--validation-data', 'validation.jsonl')
    expect(ran).toMatchObject({ exitCode: 1, data: '' })
    expect(ran.words).toContain('cache.db')
  })
})
