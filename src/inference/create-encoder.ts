import { join } from 'node:path'
import { BundledEncoder } from '../encoder/bundled-encoder.js'
import type { Encoder, EncoderProgress, EncoderSource } from '../encoder/encoder.js'
import { HashEncoder } from '../encoder/hash-encoder.js'

/** Builds the encoder that `source` describes; throws `ModelFileError` when its files are missing or altered. */
export async function createEncoder(
  source: EncoderSource,
  modelsDir: string,
  onProgress?: (progress: EncoderProgress) => void,
): Promise<Encoder> {
  if (source.kind === 'bundled') return BundledEncoder.load(join(modelsDir, 'encoder'))
  if (source.kind === 'hash') return new HashEncoder(source.dimensions)
  const { TransformersEncoder } = await import('../encoder/transformers-encoder.js')
  return TransformersEncoder.load(source, onProgress)
}
