import { EncoderMismatchError, ModelFileError } from '../errors/errors.js'
import type { ModelFolder } from '../model-files/model-folder.js'
import type { OnnxSession } from '../onnx/session.js'
import type { Classifier, Difference, PairSide } from './classifier.js'
import type { ModelCard } from '../model-files/model-card.js'

/**
 * The reference design: an MLP over `[a, b, |a − b|, a ∘ b]` of two unit embeddings. It is bound to its encoder, and made
 * symmetric by scoring both orders and taking the mean. It cannot name differences.
 */
export class EmbeddingMlpClassifier implements Classifier {
  readonly kind = 'embedding-mlp'
  readonly needsEmbeddings = true
  readonly card: ModelCard
  readonly #session: OnnxSession
  readonly #dimensions: number

  /** Throws `EncoderMismatchError` when the model was trained on another encoder. */
  constructor(folder: ModelFolder, session: OnnxSession, encoder: { readonly id: string; readonly dimensions: number }) {
    const { card } = folder
    if (card.encoderId !== encoder.id || card.dimensions !== encoder.dimensions) {
      throw new EncoderMismatchError({
        subject: `the classifier in ${folder.path}`,
        expected: `${card.encoderId ?? 'an unnamed encoder'} (${card.dimensions ?? '?'} dimensions)`,
        actual: `${encoder.id} (${encoder.dimensions} dimensions)`,
      })
    }
    if (!session.inputNames.includes('features') || !session.outputNames.includes('probability')) {
      throw new ModelFileError({
        path: folder.path,
        problem: 'its graph has no input `features` and output `probability`',
        remedy: 'Train it again with train-classifier',
      })
    }
    this.card = card
    this.#session = session
    this.#dimensions = encoder.dimensions
  }

  async score(asked: PairSide, candidates: readonly PairSide[]): Promise<number[]> {
    if (candidates.length === 0) return []
    const width = 4 * this.#dimensions
    const features = new Float32Array(2 * candidates.length * width)
    candidates.forEach((candidate, index) => {
      fillFeatures(features.subarray(2 * index * width), asked.embedding!, candidate.embedding!)
      fillFeatures(features.subarray((2 * index + 1) * width), candidate.embedding!, asked.embedding!)
    })
    const { probability } = await this.#session.run({ features: { data: features, dims: [2 * candidates.length, width] } })
    const scores = probability!.data as Float32Array
    return candidates.map((_, index) => (scores[2 * index]! + scores[2 * index + 1]!) / 2)
  }

  explain(): readonly Difference[] {
    return []
  }

  async close(): Promise<void> {
    await this.#session.close()
  }
}

function fillFeatures(target: Float32Array, a: Float32Array, b: Float32Array): void {
  const { length } = a
  for (let d = 0; d < length; d++) {
    target[d] = a[d]!
    target[length + d] = b[d]!
    target[2 * length + d] = Math.abs(a[d]! - b[d]!)
    target[3 * length + d] = a[d]! * b[d]!
  }
}
