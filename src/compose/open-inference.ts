import { fileURLToPath } from 'node:url'
import type { ClassifierSource } from '../classifier/classifier.js'
import { localSourceOf } from '../encoder/hub/download-model.js'
import type { Inference, InferenceReport } from '../inference/inference.js'
import { InferenceService } from '../inference/inference-service.js'
import type { EncoderConfig } from '../options/encoder-config.js'
import { BUNDLED_MODELS } from './package-paths.js'

/** Models ready for work outside a cache, on the calling thread. */
export interface OpenedInference {
  /** The caller closes it. */
  readonly inference: Inference
  readonly report: InferenceReport
}

/**
 * Loads an encoder, after downloading it if need be, and a classifier beside it. Throws `ModelFileError`,
 * `ModelDownloadError`, `EncoderMismatchError`, or the reason of `signal` when that ends the download.
 */
export async function openInference(
  encoder: EncoderConfig,
  classifier: ClassifierSource | null,
  signal?: AbortSignal,
): Promise<OpenedInference> {
  const source = await localSourceOf(encoder.source, encoder.onProgress, signal)
  const inference = new InferenceService()
  const modelsDir = fileURLToPath(BUNDLED_MODELS)
  try {
    return { inference, report: await inference.open({ encoder: source, customEncoder: null, classifier, modelsDir }) }
  } catch (error) {
    await inference.close()
    throw error
  }
}
