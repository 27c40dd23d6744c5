import type { Classifier } from '../classifier/classifier.js'
import { EmbeddingMlpClassifier } from '../classifier/embedding-mlp-classifier.js'
import { PairClassifier } from '../classifier/pair-classifier.js'
import type { Encoder } from '../encoder/encoder.js'
import type { ModelFolder } from '../model-files/model-folder.js'
import { createOnnxSession } from '../onnx/session.js'
import type { PromptReader } from '../training/describe-prompt-pairs.js'

/** What classifiers are built on while they are compared. */
export interface ClassifierParts {
  readonly reader: PromptReader
  /** Of `embedding-mlp`. */
  readonly encoder: Encoder | null
}

/** Builds a classifier from a folder's card and a graph of its own; throws `ModelFileError` or `EncoderMismatchError`. */
export async function openClassifier(folder: ModelFolder, graph: Uint8Array, parts: ClassifierParts): Promise<Classifier> {
  const session = await createOnnxSession(graph)
  return folder.card.kind === 'pair'
    ? new PairClassifier(folder, session, parts.reader.lexicon, parts.reader.vectors ?? undefined)
    : new EmbeddingMlpClassifier(folder, session, parts.encoder!)
}
