import { FEATURE_NAMES, FEATURES_HASH } from '../../src/classifier/pair-features.js'
import type { ModelCard } from '../../src/model-files/model-card.js'
import type { ModelFolder } from '../../src/model-files/model-folder.js'
import type { Feeds, OnnxSession, Tensor } from '../../src/onnx/session.js'
import { writeOnnxModel } from '../../src/onnx/write-model.js'

/** A folder as `readModelFolder` gives it, with a card for a pair classifier of this release. */
export function folderWith(changes: Partial<ModelCard> = {}, files: Readonly<Record<string, Uint8Array>> = {}): ModelFolder {
  const card: ModelCard = {
    formatVersion: 1,
    name: 'tested',
    version: '1',
    kind: 'pair',
    featureHash: FEATURES_HASH,
    files: {},
    dataSets: [],
    metrics: {},
    ...changes,
  }
  return { path: 'folder', card, files: new Map(Object.entries(files)) }
}

/** A logistic regression over the features: shared words speak for a pair, opposites against it. */
export function pairGraph(): Uint8Array {
  const weightOf: Readonly<Record<string, number>> = { lemmaJaccard: 8, opposites: -6, negatorParity: -6 }
  const weights = Float32Array.from(FEATURE_NAMES, (name) => weightOf[name] ?? 0)
  return writeOnnxModel({
    name: 'regression',
    inputs: [{ name: 'features', type: 'float32', shape: ['pairs', weights.length] }],
    outputs: [{ name: 'probability', type: 'float32', shape: ['pairs', 1] }],
    initializers: [
      { name: 'weights', dims: [weights.length, 1], data: weights },
      { name: 'bias', dims: [1], data: Float32Array.of(-3) },
    ],
    nodes: [
      { op: 'Gemm', inputs: ['features', 'weights', 'bias'], outputs: ['logit'] },
      { op: 'Sigmoid', inputs: ['logit'], outputs: ['probability'] },
    ],
  })
}

/** A session that keeps what it was fed and answers with the first number of every row. */
export class RecordingSession implements OnnxSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly fed: Feeds[] = []
  closings = 0

  constructor(inputNames: readonly string[] = ['features'], outputNames: readonly string[] = ['probability']) {
    this.inputNames = inputNames
    this.outputNames = outputNames
  }

  async run(feeds: Feeds): Promise<Record<string, Tensor>> {
    this.fed.push(feeds)
    const { data, dims } = feeds.features!
    const [rows, width] = dims as [number, number]
    const first = Float32Array.from({ length: rows }, (_, row) => Number(data[row * width]))
    return { probability: { data: first, dims: [rows] } }
  }

  async close(): Promise<void> {
    this.closings++
  }
}
