import { join } from 'node:path'
import type { Classifier, ClassifierSource } from '../classifier/classifier.js'
import { EmbeddingMlpClassifier } from '../classifier/embedding-mlp-classifier.js'
import { PairClassifier } from '../classifier/pair-classifier.js'
import { graphOf, readModelFolder } from '../model-files/model-folder.js'
import { createOnnxSession } from '../onnx/session.js'
import type { Lexicon } from '../text/lexicon.js'
import type { TokenVectors } from '../text/token-vectors.js'

/** What a classifier may be built on. */
export interface ClassifierGround {
  readonly modelsDir: string
  readonly encoder: { readonly id: string; readonly dimensions: number }
  readonly lexicon: Lexicon
  readonly tokenVectors: TokenVectors | undefined
}

/** Builds the classifier that `source` describes; throws `ModelFileError` or `EncoderMismatchError`. */
export async function createClassifier(source: ClassifierSource, ground: ClassifierGround): Promise<Classifier> {
  const folder = await readModelFolder(source.kind === 'bundled' ? join(ground.modelsDir, 'classifier') : source.path, [
    'pair',
    'embedding-mlp',
  ])
  const session = await createOnnxSession(graphOf(folder))
  return folder.card.kind === 'pair'
    ? new PairClassifier(folder, session, ground.lexicon, ground.tokenVectors)
    : new EmbeddingMlpClassifier(folder, session, ground.encoder)
}
