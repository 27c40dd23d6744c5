import type { ClassifierSource, Difference, PairSide } from '../classifier/classifier.js'
import type { ModelCard } from '../model-files/model-card.js'
import type { EncoderSource } from '../encoder/encoder.js'
import type { LexicalVector } from '../text/lexical-vector.js'

export interface InferenceSettings {
  /** Null when the encoder is an object of the caller's and stays on the main thread. */
  readonly encoder: EncoderSource | null
  /** Known only when `encoder` is null: what the classifier is checked against. */
  readonly customEncoder: { readonly id: string; readonly dimensions: number } | null
  readonly classifier: ClassifierSource | null
  /** Folder with the bundled models. */
  readonly modelsDir: string
}

export interface InferenceReport {
  readonly encoder: { readonly id: string; readonly dimensions: number }
  readonly classifier: { readonly card: ModelCard; readonly needsEmbeddings: boolean } | null
}

/** A prompt ready for retrieval. */
export interface EncodedPrompt {
  /** Null when the encoder lives on the main thread. */
  readonly embedding: Float32Array | null
  readonly lexical: LexicalVector
}

/**
 * Encodes and scores; stateless apart from loaded models, so any of several copies can take a call.
 * Arguments and results are structured-cloneable.
 */
export interface Inference {
  /** Loads the models. */
  open(settings: InferenceSettings): Promise<InferenceReport>
  encode(prompts: readonly string[]): Promise<readonly EncodedPrompt[]>
  /** Probabilities, 0…1, in the candidates' order. */
  score(asked: PairSide, candidates: readonly PairSide[]): Promise<readonly number[]>
  explain(asked: string, stored: readonly string[]): Promise<readonly (readonly Difference[])[]>
  close(): Promise<void>
}
