import { readdir, readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Evaluation } from '../../../src/evaluation/evaluate.js'
import { rocAuc } from '../../../src/evaluation/roc-auc.js'
import { saveModel } from '../../encoder/transformers/model-folder.js'
import { CommandLineOfTest } from '../command-line-of-test.js'
import { RecordedTerminal } from '../recorded-terminal.js'
import { writeTinyClassifier } from '../tiny-classifier.js'

const { run, path } = new CommandLineOfTest()

const RECORDS = [
  { prompt_a: 'Approve the refund of the customer', prompt_b: 'Approve the refund of this customer', label: 1, split: 'train' },
  { prompt_a: 'Approve the refund', prompt_b: 'Deny the refund', label: 0 },
  { prompt_a: 'How do I reset my password?', prompt_b: 'How do I reset my password', label: 1, split: 'test' },
  { prompt_a: 'Book a table for two', prompt_b: 'What is the weather today?', label: 0, split: 'test' },
  { prompt_a: 'Cancel my order', prompt_b: 'Please cancel the order of mine', label: 1, split: null },
]

interface ScoreLine {
  readonly index: number
  readonly label: 0 | 1
  readonly score: number
  readonly similarity: number
  readonly differences: readonly { readonly kind: string; readonly text: string }[]
}

async function evaluateWith(words: readonly string[], records: readonly object[] = RECORDS) {
  await writeTinyClassifier(path('model'))
  await writeFile(path('pairs.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  return run(['eval-classifier', '--data', path('pairs.jsonl'), '--model', path('model'), ...words])
}

async function scoresIn(file: string): Promise<ScoreLine[]> {
  return (await readFile(path(file), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ScoreLine)
}

describe('smartmemo eval-classifier', () => {
  it('prints the figures of the contract, which follow from the scores it writes', async () => {
    const ran = await evaluateWith([
      '--split',
      'all',
      '--compare-cosine',
      '--cosine-threshold',
      '0.8',
      '--scores',
      path('scores.jsonl'),
      '--json',
    ])
    expect(ran.exitCode).toBe(0)
    const evaluation = ran.json() as Evaluation
    const figures = [
      'examples',
      'positives',
      'negatives',
      'threshold',
      'precision',
      'recall',
      'f1',
      'accuracy',
      'aucRoc',
      'expectedCalibrationError',
      'truePositives',
      'falsePositives',
      'trueNegatives',
      'falseNegatives',
      'falseHitRate',
      'latencyMsP50',
    ]
    expect(Object.keys(evaluation)).toEqual([...figures, 'cosine', 'cosineAtEqualRecall'])
    expect(Object.keys(evaluation.cosine!)).toEqual(figures)
    expect(Object.keys(evaluation.cosineAtEqualRecall!)).toEqual(figures)

    const scores = await scoresIn('scores.jsonl')
    expect(scores.map(({ index, label }) => [index, label])).toEqual(RECORDS.map(({ label }, index) => [index, label]))
    const of = (label: 0 | 1, key: 'score' | 'similarity') =>
      scores.filter((line) => line.label === label).map((line) => line[key])
    for (const [metrics, key, threshold] of [
      [evaluation, 'score', 0.5],
      [evaluation.cosine!, 'similarity', 0.8],
    ] as const) {
      const truePositives = of(1, key).filter((value) => value >= threshold).length
      const falsePositives = of(0, key).filter((value) => value >= threshold).length
      expect(metrics).toMatchObject({ examples: 5, positives: 3, negatives: 2, threshold, truePositives, falsePositives })
      expect(metrics.aucRoc).toBe(rocAuc(of(1, key), of(0, key)))
    }
    expect(scores[1]!.differences).toContainEqual({ kind: 'opposite', text: expect.stringContaining('deny') })
  })

  it('takes the pairs of a split and those without one', async () => {
    expect((await evaluateWith(['--json'])).json()).toMatchObject({ examples: 4 })
    const ran = await evaluateWith(['--split', 'train', '--scores', path('scores.jsonl'), '--json'])
    expect(ran.json()).toMatchObject({ examples: 3 })
    expect((await scoresIn('scores.jsonl')).map(({ index }) => index)).toEqual([0, 1, 4])
  })

  it('decides by the threshold given, else by the card, else by the rate that is asked of its calibration', async () => {
    const calibration = [{ threshold: 0.7, falseHitRate: 0.01, falseHitRateUpper: 0.02, recall: 0.5 }]
    await writeTinyClassifier(path('calibrated'), { threshold: 0.6, calibration })
    const thresholdWith = async (...words: string[]) =>
      ((await evaluateWith([...words, '--json'])).json() as Evaluation).threshold
    const calibrated = ['eval-classifier', '--data', path('pairs.jsonl'), '--model', path('calibrated'), '--json']
    expect(await thresholdWith()).toBe(0.5)
    expect(await thresholdWith('--threshold', '0.25')).toBe(0.25)
    expect((await run(calibrated)).json()).toMatchObject({ threshold: 0.6 })
    expect((await run([...calibrated, '--max-false-hit-rate', '0.05'])).json()).toMatchObject({ threshold: 0.7 })
    expect((await run([...calibrated, '--max-false-hit-rate', '0.001'])).exitCode).toBe(2)
    expect((await run([...calibrated, '--max-false-hit-rate', '0.05', '--threshold', '0.5'])).exitCode).toBe(2)
  })

  it('prints a table with false hits first, and the reliability of the scores', async () => {
    const { data, words } = await evaluateWith(['--compare-cosine', '--split', 'all'])
    expect(data).toMatch(/classifier +tiny@1 \(pair\)/)
    expect(data).toMatch(/5 pairs, 3 of them equivalent/)
    expect(data).toMatch(/classifier +cosine +cosine at equal recall\nthreshold.*\nfalse hits +\d of 2 = \d+\.\d %/)
    expect(data.match(/^\d\.\d – \d\.\d/gm)).toHaveLength(10)
    expect(words).toBe('')
  })

  it.each([
    [0, { recall: null, aucRoc: null }, 'label 0'],
    [1, { falseHitRate: null, aucRoc: null }, 'label 1'],
  ])('says what is not defined when all pairs have label %i', async (label, figures, hint) => {
    const ran = await evaluateWith(
      ['--json'],
      RECORDS.map((record) => ({ ...record, label })),
    )
    expect(ran.exitCode).toBe(0)
    expect(ran.json()).toMatchObject(figures)
    expect(ran.words).toContain(hint)
  })

  it('compares the cosine of another encoder', async () => {
    const ran = await evaluateWith(['--encoder', await saveModel(), '--compare-cosine', '--json'])
    expect(ran.exitCode).toBe(0)
    const bundled = (await evaluateWith(['--compare-cosine', '--json'])).json() as Evaluation
    const { aucRoc, cosine } = ran.json() as Evaluation
    expect(aucRoc).toBe(bundled.aucRoc)
    expect(cosine!.expectedCalibrationError).not.toBe(bundled.cosine!.expectedCalibrationError)
  })

  it('reads gzip', async () => {
    await writeTinyClassifier(path('model'))
    await writeFile(path('pairs.jsonl.gz'), gzipSync(RECORDS.map((record) => JSON.stringify(record)).join('\n')))
    const ran = await run(['eval-classifier', '--data', path('pairs.jsonl.gz'), '--model', path('model'), '--json'])
    expect(ran.json()).toMatchObject({ examples: 4 })
  })

  it('stops at a bad line with its number, writes no scores and keeps those of before', async () => {
    await writeFile(path('scores.jsonl'), 'before')
    const ran = await evaluateWith(['--scores', path('scores.jsonl')], [...RECORDS, { prompt_a: 'x', prompt_b: 'y', label: '1' }])
    expect([ran.exitCode, ran.data]).toEqual([1, ''])
    expect(ran.words).toContain('line 6')
    expect(await readFile(path('scores.jsonl'), 'utf8')).toBe('before')
  })

  it('writes a report with the pairs it got wrong, cosine beside the classifier', async () => {
    const ran = await evaluateWith(['--split', 'all', '--report', path('report.html')])
    expect([ran.exitCode, ran.words]).toEqual([0, ''])
    const page = await readFile(path('report.html'), 'utf8')
    for (const part of ['tiny@1', 'Worst pairs of cosine', 'Book a table for two', 'deny']) expect(page).toContain(part)
    expect((await run(['eval-classifier', '--data', 'x.jsonl', '--report', 'x.jsonl'])).exitCode).toBe(2)
  })

  it('writes neither figures nor scores once it is interrupted', async () => {
    await evaluateWith([])
    const terminal = new RecordedTerminal()
    terminal.interrupt()
    const words = ['eval-classifier', '--data', path('pairs.jsonl'), '--model', path('model'), '--scores', path('scores.jsonl')]
    expect(await run(words, terminal)).toMatchObject({ exitCode: 1, data: '', words: expect.stringContaining('Interrupted') })
    expect((await readdir(path('.'))).sort()).toEqual(['model', 'pairs.jsonl'])
  })

  it('fails on data that is not there, naming it', async () => {
    await writeTinyClassifier(path('model'))
    const ran = await run(['eval-classifier', '--data', path('missing.jsonl'), '--model', path('model')])
    expect([ran.exitCode, ran.data]).toEqual([1, ''])
    expect(ran.words).toContain(path('missing.jsonl'))
  })

  it('fails on a file without pairs of that split rather than printing figures of nothing', async () => {
    const ran = await evaluateWith(['--split', 'validation'], [{ ...RECORDS[0], split: 'train' }])
    expect([ran.exitCode, ran.data]).toEqual([1, ''])
    expect(ran.words).toContain('validation')
    expect((await evaluateWith(['--split', 'all'], [])).exitCode).toBe(1)
  })

  it.each([
    ['no data', [], 2],
    ['a model that is not there', ['--data', 'x.jsonl', '--model', 'missing'], 1],
    ['a threshold beyond 1', ['--data', 'x.jsonl', '--threshold', '1.5'], 2],
    ['an encoder of an impossible name', ['--data', 'x.jsonl', '--encoder', 'no such model!'], 2],
    ['a folder that holds no encoder', ['--data', 'x.jsonl', '--encoder', './missing'], 1],
    ['details of an encoder that is bundled', ['--data', 'x.jsonl', '--encoder-precision', 'fp32'], 2],
    ['scores in place of the data', ['--data', 'x.jsonl', '--scores', './x.jsonl'], 2],
  ])('refuses %s', async (_, words, exitCode) => {
    const ran = await run(['eval-classifier', ...words])
    expect([ran.exitCode, ran.data]).toEqual([exitCode, ''])
    expect(ran.words).toMatch(/^error: /)
  })
})
