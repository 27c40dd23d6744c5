import { join } from 'node:path'
import { BundledEncoder } from '../encoder/bundled-encoder.js'
import type { Encoder, EncoderSource } from '../encoder/encoder.js'
import { createEncoder } from '../inference/create-encoder.js'
import { fileOf, readModelFolder } from '../model-files/model-folder.js'
import type { LabelledPair } from '../pairs/labelled-pair.js'
import { Lexicon } from '../text/lexicon.js'
import { describeEmbeddingPairs } from './describe-embedding-pairs.js'
import { describePromptPairs, type PromptReader } from './describe-prompt-pairs.js'
import type { FeatureRows } from './feature-rows.js'

/** What features are made with, as plain data that can travel to a worker. */
export interface GroundSettings {
  readonly kind: 'pair' | 'embedding-mlp'
  /** Folder with the bundled models. */
  readonly modelsDir: string
  /** Of `embedding-mlp`; its files are on disk. */
  readonly encoder: EncoderSource
}

type OnDone = (done: number, total: number) => Promise<void>

/** Turns pairs into features of one kind of classifier. */
export interface TrainingGround {
  /** The encoder that the features are bound to; null for features of the prompts themselves. */
  readonly encoder: Encoder | null
  describe(pairs: readonly LabelledPair[], onDone: OnDone): Promise<FeatureRows>
  close(): Promise<void>
}

/** Loads what a kind of classifier needs; throws `ModelFileError`. */
export async function openTrainingGround({ kind, modelsDir, encoder: source }: GroundSettings): Promise<TrainingGround> {
  if (kind === 'embedding-mlp') {
    const encoder = await createEncoder(source, modelsDir)
    return {
      encoder,
      describe: (pairs, onDone) => describeEmbeddingPairs(pairs, encoder, onDone),
      close: async () => encoder.close?.(),
    }
  }
  const reader = await openPromptReader(modelsDir)
  return {
    encoder: null,
    describe: (pairs, onDone) => describePromptPairs(pairs, reader, onDone),
    close: () => Promise.resolve(),
  }
}

/** Loads what prompts are read with; throws `ModelFileError`. */
export async function openPromptReader(modelsDir: string): Promise<PromptReader> {
  const lexicon = await readModelFolder(join(modelsDir, 'lexicon'), ['lexicon'])
  return {
    lexicon: Lexicon.decode(fileOf(lexicon, 'lexicon.gz')),
    vectors: await BundledEncoder.loadVectors(join(modelsDir, 'encoder')),
  }
}
