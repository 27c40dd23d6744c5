import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rollBackClassifier } from '../../src/model-files/classifier-folder.js'
import { graphOf, readModelFolder } from '../../src/model-files/model-folder.js'
import { retrain } from '../../src/retraining/retrain.js'
import type { RetrainReport } from '../../src/retraining/retrain-report.js'
import type { RetrainTask } from '../../src/retraining/retrain-task.js'
import { TrainingService } from '../../src/retraining/training-service.js'
import { trainClassifier } from '../../src/training/train-classifier.js'
import { invert, prepareRetraining, repeatedLie, warehousePairs, writePairs, type PairRecord } from './warehouse.js'

const exists = async (path: string) => (await stat(path).catch(() => null)) !== null

describe('retrain', () => {
  let folder: string
  let task: RetrainTask

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smartmemo-retrain-'))
    task = await prepareRetraining(folder)
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function retrainOn(pairs: readonly PairRecord[]): Promise<RetrainReport> {
    await writePairs(task.feedback, pairs)
    return retrain(task)
  }

  const failedGates = ({ gates }: RetrainReport) => gates.filter(({ passed }) => !passed).map(({ name }) => name)

  it('promotes what honest verdicts taught, keeps the one before, and tells all in its report', async () => {
    const report = await retrainOn(warehousePairs(100, 100))
    expect(failedGates(report)).toEqual([])
    expect(report.validation.candidate.precision).toBeGreaterThan(report.validation.active.precision!)
    expect(report.safety.candidate.falseHits).toBeLessThanOrEqual(report.safety.active.falseHits)
    expect(report.promotedTo).toBe(task.promoteTo)
    expect(JSON.parse(await readFile(join(task.out, 'report.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(report)))

    const promoted = await readModelFolder(task.promoteTo!, ['pair'])
    const candidate = await readModelFolder(task.out, ['pair'])
    expect(promoted.card).toEqual(candidate.card)
    expect(graphOf(promoted)).toEqual(graphOf(candidate))
    expect((await rollBackClassifier(task.promoteTo!)).name).toBe('tiny')
  })

  it.each<[string, PairRecord[], string]>([
    ['inverted labels', invert(warehousePairs(100, 100)), 'plausible-feedback'],
    ['one user repeating itself', repeatedLie(60), 'enough-feedback'],
    ['the same pair over and over', Array.from({ length: 60 }, () => warehousePairs(2, 100)[1]!), 'enough-feedback'],
  ])('refuses %s, and leaves the classifier in use alone', async (_, pairs, gate) => {
    const before = await readFile(join(task.active, 'card.json'), 'utf8')
    const report = await retrainOn(pairs)
    expect(failedGates(report)).toContain(gate)
    expect(report).toMatchObject({ isAccepted: false, promotedTo: null })
    expect(await exists(task.promoteTo!)).toBe(false)
    expect(await exists(join(task.out, 'card.json'))).toBe(true)
    expect(await readFile(join(task.active, 'card.json'), 'utf8')).toBe(before)
  })

  it('refuses a candidate that misses the precision asked for', async () => {
    task = { ...task, minPrecision: 1.01 }
    expect(failedGates(await retrainOn(warehousePairs(100, 100)))).toContain('min-precision')
  })

  it('gives the same candidate for the same seed', async () => {
    const first = await retrainOn(warehousePairs(100, 100))
    const second = await retrainOn(warehousePairs(100, 100))
    expect(second.candidate).toEqual(first.candidate)
  })

  it('goes on from a classifier that was retrained before without piling one head on another', async () => {
    await retrainOn(warehousePairs(100, 100))
    const { length } = graphOf(await readModelFolder(task.promoteTo!, ['pair']))
    task = { ...task, active: task.promoteTo! }
    await retrainOn(warehousePairs(100, 300))
    expect(graphOf(await readModelFolder(task.out, ['pair'])).length).toBe(length)
  })

  describe('of an embedding MLP', () => {
    const encoder = { kind: 'hash', dimensions: 32 } as const

    beforeEach(async () => {
      const data = join(folder, 'pairs.jsonl')
      await writePairs(data, warehousePairs(200, 9000))
      await trainClassifier({
        kind: 'embedding-mlp',
        encoder,
        modelsDir: task.modelsDir,
        data,
        out: join(folder, 'mlp'),
        domain: null,
        trainSplit: 'train',
        validationSplit: 'validation',
        recipe: { epochs: 2, hiddenSizes: [8] },
      })
      task = { ...task, active: join(folder, 'mlp'), encoder, recipe: { epochs: 2, hiddenSizes: [8] } }
    })

    it('trains it afresh for the same encoder', async () => {
      const { candidate } = await retrainOn(warehousePairs(100, 100))
      expect(candidate).toMatchObject({ kind: 'embedding-mlp', encoderId: 'hash-32', dimensions: 32 })
    })

    it('refuses another encoder than it was made for', async () => {
      task = { ...task, encoder: { kind: 'hash', dimensions: 16 } }
      await expect(retrainOn(warehousePairs(100, 100))).rejects.toMatchObject({ code: 'SMARTMEMO_ENCODER_MISMATCH' })
    })
  })

  it.each<[string, () => Promise<void>, string]>([
    ['no verdicts', () => writePairs(task.feedback, []), 'SMARTMEMO_TRAINING_DATA'],
    [
      'verdicts on the same words only',
      () => writePairs(task.feedback, [{ prompt_a: 'Stop it', prompt_b: 'stop it!', label: 1 }]),
      'SMARTMEMO_TRAINING_DATA',
    ],
    ['verdicts that are no JSON', () => writeFile(task.feedback, 'what?'), 'SMARTMEMO_INVALID_LINE'],
    [
      'validation data of one label',
      () =>
        writePairs(
          task.validationData,
          warehousePairs(9, 1).filter(({ label }) => label === 1),
        ),
      'SMARTMEMO_TRAINING_DATA',
    ],
    ['no validation data', () => rm(task.validationData), 'SMARTMEMO_FILE_ACCESS'],
    ['no classifier in use', () => rm(task.active, { recursive: true }), 'SMARTMEMO_MODEL_FILE'],
    ['a folder for the candidate that is a file', () => writeFile(task.out, ''), 'SMARTMEMO_FILE_ACCESS'],
  ])('says what is wrong with %s, and promotes nothing', async (_, spoil, code) => {
    await writePairs(task.feedback, warehousePairs(100, 100))
    await spoil()
    await expect(retrain(task)).rejects.toMatchObject({ code })
    expect(await exists(task.promoteTo!)).toBe(false)
  })

  it('leaves the classifier in use alone when what was accepted cannot be put in its place', async () => {
    const card = join(task.active, 'card.json')
    const before = await readFile(card, 'utf8')
    await writePairs(task.feedback, warehousePairs(100, 100))
    await expect(retrain({ ...task, promoteTo: join(card, 'below-a-file') })).rejects.toMatchObject({
      code: 'SMARTMEMO_FILE_ACCESS',
    })
    expect(await readFile(card, 'utf8')).toBe(before)
    expect(JSON.parse(await readFile(join(task.out, 'report.json'), 'utf8'))).toMatchObject({
      isAccepted: true,
      promotedTo: null,
    })
  })

  it('writes nothing when it is cancelled in the middle', async () => {
    await writePairs(task.feedback, warehousePairs(100, 100))
    const service = new TrainingService()
    const retraining = service.retrain(task, ({ stage }) => {
      if (stage === 'training') void service.cancel()
    })
    await expect(retraining).rejects.toMatchObject({ name: 'AbortError' })
    expect(await exists(task.out)).toBe(false)
    expect(await exists(task.promoteTo!)).toBe(false)
  })
})
