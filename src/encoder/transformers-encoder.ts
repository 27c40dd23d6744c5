import { join } from 'node:path'
import { EncoderOutputError, ModelFileError } from '../errors/errors.js'
import type { Encoder, EncoderProgress, TransformersSource } from './encoder.js'
import { downloadModel } from './hub/download-model.js'
import { readEncoderFiles, type EncoderFiles } from './transformers/encoder-files.js'
import { graphFileOf, TOKENIZER_FILE } from './transformers/model-layout.js'
import { type BatchLimits, planBatches } from './transformers/plan-batches.js'
import { poolTokens } from './transformers/pool-tokens.js'
import { SentenceGraph } from './transformers/sentence-graph.js'
import { SentenceTokenizer } from './transformers/sentence-tokenizer.js'

/**
 * What one run of the graph takes. An int8 graph scales its activations by the largest of the whole batch, so that a text's
 * embedding would depend on its company (by up to 0.0016 a number on a 6-layer graph): it gets one text a run.
 */
const BATCH_LIMITS: Readonly<Record<TransformersSource['precision'], BatchLimits>> = {
  int8: { maxTexts: 1, maxTokens: 256 },
  fp32: { maxTexts: 16, maxTokens: 2048 },
}

/** Runs that V8 and onnxruntime need until they are at speed. */
const WARM_UP_RUNS = 3

/** A BERT-style sentence encoder in the Hugging Face layout, such as all-MiniLM-L6-v2, run by onnxruntime-web. */
export class TransformersEncoder implements Encoder {
  /** Model, revision, precision, pooling, and a digest of the files, since a branch or a folder can change. */
  readonly id: string
  readonly dimensions: number
  readonly #tokenizer: SentenceTokenizer
  readonly #graph: SentenceGraph
  readonly #source: TransformersSource

  private constructor(
    id: string,
    dimensions: number,
    tokenizer: SentenceTokenizer,
    graph: SentenceGraph,
    source: TransformersSource,
  ) {
    this.id = id
    this.dimensions = dimensions
    this.#tokenizer = tokenizer
    this.#graph = graph
    this.#source = source
  }

  /**
   * Loads the model from its folder, after downloading what is missing there unless `localPath` is set. Throws
   * `ModelFileError` for files that cannot be used, and what {@link downloadModel} throws.
   */
  static async load(source: TransformersSource, onProgress?: (progress: EncoderProgress) => void): Promise<TransformersEncoder> {
    const folder = source.localPath ?? (await downloadModel(source, onProgress))
    const files = await readEncoderFiles(folder, source.precision)
    const tokenizer = tokenizerOf(folder, files)
    const graph = await SentenceGraph.load(join(folder, graphFileOf(source.precision)), files.graph)
    const warmUp = [tokenizer.encode('warm up')]
    const { dimensions } = await graph.run(warmUp)
    for (let run = 1; run < WARM_UP_RUNS; run++) await graph.run(warmUp)
    const { model, revision, precision, pooling } = source
    return new TransformersEncoder(
      `${model}@${revision}:${precision}:${pooling}:${files.digest}`,
      dimensions,
      tokenizer,
      graph,
      source,
    )
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const tokens = texts.map((text) => this.#tokenizer.encode(text))
    const embeddings: Float32Array[] = []
    const lengths = tokens.map((ids) => ids.length)
    for (const batch of planBatches(lengths, BATCH_LIMITS[this.#source.precision])) {
      const { data, width, dimensions } = await this.#graph.run(batch.map((index) => tokens[index]!))
      batch.forEach((index, position) => {
        embeddings[index] = this.#checked(poolTokens(data, position * width, lengths[index]!, dimensions, this.#source.pooling))
      })
    }
    return embeddings
  }

  async close(): Promise<void> {
    await this.#graph.close()
  }

  /** One vector that is not finite would poison every search. */
  #checked(embedding: Float32Array): Float32Array {
    if (embedding.every(Number.isFinite) && embedding.some((value) => value !== 0)) return embedding
    throw new EncoderOutputError({ encoderId: this.id, problem: 'an embedding of zeros or with a number that is not finite' })
  }
}

function tokenizerOf(folder: string, { tokenizer, tokenizerConfig, maxPositions }: EncoderFiles): SentenceTokenizer {
  try {
    return new SentenceTokenizer(tokenizer, tokenizerConfig, maxPositions)
  } catch (error) {
    const problem = `a tokenizer of this kind is not supported (${(error as Error).message})`
    throw new ModelFileError(
      { path: join(folder, TOKENIZER_FILE), problem, remedy: 'Use a BERT-style model, or pass an encoder of your own' },
      { cause: error },
    )
  }
}
