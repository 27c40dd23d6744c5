import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from '../../src/model-files/model-card.js'
import { FEATURE_NAMES, FEATURES_HASH } from '../../src/classifier/pair-features.js'
import { writeOnnxModel } from '../../src/onnx/write-model.js'

/** What this classifier goes by: shared words speak for a pair, opposites against it. */
const WEIGHTS: Readonly<Record<string, number>> = { lemmaJaccard: 8, antonyms: -6, opposites: -6 }
const BIAS = -3

/** Writes the folder of a pair classifier: a logistic regression on three of the features. */
export async function writeTinyClassifier(folder: string, changes: Partial<ModelCard> = {}): Promise<void> {
  const weights = Float32Array.from(FEATURE_NAMES, (name) => WEIGHTS[name] ?? 0)
  const graph = writeOnnxModel({
    name: 'tiny',
    inputs: [{ name: 'features', type: 'float32', shape: ['rows', weights.length] }],
    outputs: [{ name: 'probability', type: 'float32', shape: ['rows', 1] }],
    initializers: [
      { name: 'weights', dims: [weights.length, 1], data: weights },
      { name: 'bias', dims: [1], data: Float32Array.of(BIAS) },
    ],
    nodes: [
      { op: 'Gemm', inputs: ['features', 'weights', 'bias'], outputs: ['logit'] },
      { op: 'Sigmoid', inputs: ['logit'], outputs: ['probability'] },
    ],
  })
  const card: ModelCard = {
    formatVersion: 1,
    name: 'tiny',
    version: '1',
    kind: 'pair',
    featureHash: FEATURES_HASH,
    files: { 'classifier.onnx': createHash('sha256').update(graph).digest('hex') },
    dataSets: [],
    metrics: {},
    threshold: 0.5,
    ...changes,
  }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'classifier.onnx'), graph)
  await writeFile(join(folder, 'card.json'), JSON.stringify(card))
}
