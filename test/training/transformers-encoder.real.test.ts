import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ClassifierConfig, EncoderConfig, SmartMemo } from '../../src/index.js'
import type { TrainClassifierReport } from '../../src/training/train-classifier.js'
import { bertGraph } from '../encoder/transformers/bert-graph.js'
import { saveModel, temporaryFolder, VOCABULARY } from '../encoder/transformers/model-folder.js'
import { warehousePairs, writePairs } from '../retraining/warehouse.js'

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
/** Width and heads of all-MiniLM-L6-v2, with one of its six layers, random weights and few words. */
const MINILM = { vocabulary: VOCABULARY.length, hidden: 384, heads: 12, layers: 1, positions: 64, isQuantised: true }

function run(folder: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { cwd: folder, encoding: 'utf8' })
  return { exitCode: status, data: stdout, words: stderr }
}

it('train-classifier makes the reference system over a MiniLM-shaped encoder, bound to it and usable with it', async () => {
  const folder = await temporaryFolder()
  const model = await saveModel({
    'config.json': { max_position_embeddings: 64 },
    'onnx/model_quantized.onnx': bertGraph(MINILM),
  })
  await writePairs(join(folder, 'pairs.jsonl'), warehousePairs(48, 1))
  const encoder = ['--encoder', model]
  const trained = run(folder, 'train-classifier', '--data', 'pairs.jsonl', '--out', 'mlp', '--kind', 'embedding-mlp', ...encoder, '--epochs', '2', '--json') // prettier-ignore
  expect(trained).toMatchObject({ exitCode: 0, words: '' })
  const { card } = JSON.parse(trained.data) as TrainClassifierReport
  expect(card).toMatchObject({ kind: 'embedding-mlp', dimensions: 384 })

  const evaluated = run(folder, 'eval-classifier', '--data', 'pairs.jsonl', '--model', 'mlp', ...encoder, '--json')
  expect(JSON.parse(evaluated.data)).toMatchObject({ examples: 48, threshold: card.threshold })

  const elsewhere = run(folder, 'eval-classifier', '--data', 'pairs.jsonl', '--model', 'mlp')
  expect(elsewhere).toMatchObject({ exitCode: 1, data: '' })
  expect(elsewhere.words).toContain(card.encoderId!)

  await using cache = new SmartMemo({
    domain: 'warehouse',
    dbPath: ':memory:',
    encoder: EncoderConfig.transformers(basename(model), { localPath: model }),
    classifier: ClassifierConfig.fromFile(join(folder, 'mlp'), { threshold: 0 }),
  })
  await cache.getOrCall({ prompt: 'Approve the refund', llmFunction: () => 'Approved' })
  expect(await cache.getOrCall({ prompt: 'Deny the refund', llmFunction: () => 'Denied' })).toMatchObject({ tier: 'semantic' })
})
