import { join } from 'node:path'
import type { Classifier, ClassifierSource } from '../classifier/classifier.js'
import { EmbeddingMlpClassifier } from '../classifier/embedding-mlp-classifier.js'
import { PairClassifier } from '../classifier/pair-classifier.js'
import { ModelFileError } from '../errors/errors.js'
import { graphOf, type ModelFolder, readModelFolder } from '../model-files/model-folder.js'
import { createOnnxSession, type OnnxSession } from '../onnx/session.js'
import type { Lexicon } from '../text/lexicon.js'
import type { TokenVectors } from '../text/token-vectors.js'

/** What a classifier may be built on. */
export interface ClassifierGround {
  readonly modelsDir: string
  readonly encoder: { readonly id: string; readonly dimensions: number }
  readonly lexicon: Lexicon
  readonly tokenVectors: TokenVectors | undefined
}

/** Builds the classifier that `source` describes; throws `ModelFileError` or `EncoderMismatchError`, and leaves nothing open then. */
export async function createClassifier(source: ClassifierSource, ground: ClassifierGround): Promise<Classifier> {
  const folder = await readModelFolder(source.kind === 'bundled' ? join(ground.modelsDir, 'classifier') : source.path, [
    'pair',
    'embedding-mlp',
  ])
  const session = await openGraph(folder)
  try {
    return folder.card.kind === 'pair'
      ? new PairClassifier(folder, session, ground.lexicon, ground.tokenVectors)
      : new EmbeddingMlpClassifier(folder, session, ground.encoder)
  } catch (error) {
    await session.close()
    throw error
  }
}

/** A graph may be what its card says and still none that the runtime can use. */
async function openGraph(folder: ModelFolder): Promise<OnnxSession> {
  const graph = graphOf(folder)
  try {
    return await createOnnxSession(graph)
  } catch (error) {
    const problem = `its graph cannot be loaded: ${error instanceof Error ? error.message : String(error)}`
    throw new ModelFileError({ path: folder.path, problem, remedy: 'Train it again with train-classifier' }, { cause: error })
  }
}
