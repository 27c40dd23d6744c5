import * as v from 'valibot'
import type { EncoderProgress, EncoderSource, Pooling, Precision } from '../encoder/encoder.js'
import { parseOptions } from './parse-options.js'

/** Options of {@link EncoderConfig.transformers}. */
export interface TransformersOptions {
  /** Folder with tokenizer.json and onnx/; nothing is downloaded when it is set. */
  readonly localPath?: string
  /** Branch, tag or commit of the model. Default `main`, pinned to the commit it stands for at the first download. */
  readonly revision?: string
  /** `int8` (default) takes onnx/model_quantized.onnx, `fp32` onnx/model.onnx. */
  readonly precision?: Precision
  /** `mean` (default) of all tokens, or the first one, `cls`, for models trained that way, such as the bge family. */
  readonly pooling?: Pooling
  /** Folder for downloads, which are resumed and never repeated. Default `.smartmemo/models`. */
  readonly cacheDir?: string
  /** Server with the Hugging Face layout. Default `https://huggingface.co/`. */
  readonly remoteHost?: string
  /** Hears of downloads, on the thread that made the cache. */
  readonly onProgress?: (progress: EncoderProgress) => void
}

/** The model that the reference implementation uses: 384 dimensions. */
const DEFAULT_TRANSFORMERS_MODEL = 'Xenova/all-MiniLM-L6-v2'

const nonEmpty = v.pipe(v.string('a non-empty string'), v.minLength(1, 'a non-empty string'))
const modelName = v.pipe(
  nonEmpty,
  v.regex(/^(?!\.+(\/|$))[\w.-]+(\/(?!\.+$)[\w.-]+)?$/, 'a model name such as Xenova/all-MiniLM-L6-v2'),
)
const transformersSchema = v.strictObject({
  localPath: v.optional(nonEmpty),
  revision: v.optional(v.pipe(nonEmpty, v.regex(/^[\w][\w./-]*$/, 'a branch, tag or commit')), 'main'),
  precision: v.optional(v.picklist(['int8', 'fp32'], `'int8' | 'fp32'`), 'int8'),
  pooling: v.optional(v.picklist(['mean', 'cls'], `'mean' | 'cls'`), 'mean'),
  cacheDir: v.optional(nonEmpty),
  remoteHost: v.optional(v.pipe(nonEmpty, v.regex(/^https?:\/\/[^/]/, 'an http or https URL'), v.url('an http or https URL'))),
  onProgress: v.optional(v.custom<(progress: EncoderProgress) => void>((value) => typeof value === 'function', 'a function')),
})
const hashSchema = v.strictObject({
  dimensions: v.optional(
    v.pipe(
      v.number('a whole number from 8 to 4096'),
      v.integer('a whole number from 8 to 4096'),
      v.minValue(8, 'a whole number from 8 to 4096'),
      v.maxValue(4096, 'a whole number from 8 to 4096'),
    ),
    64,
  ),
})

/** Which encoder embeds prompts. Immutable. */
export class EncoderConfig {
  readonly source: EncoderSource
  readonly onProgress: ((progress: EncoderProgress) => void) | undefined

  private constructor(source: EncoderSource, onProgress?: (progress: EncoderProgress) => void) {
    this.source = Object.freeze(source)
    this.onProgress = onProgress
  }

  /** Our own encoder: in the package, offline, 256 dimensions. */
  static bundled(): EncoderConfig {
    return new EncoderConfig({ kind: 'bundled' })
  }

  /**
   * Any BERT-style sentence encoder in the Hugging Face layout with an ONNX export: mean pooled, unit length, 256 tokens.
   * Files are read or downloaded when the cache opens. Throws `InvalidOptionError`.
   */
  static transformers(model: string = DEFAULT_TRANSFORMERS_MODEL, options: TransformersOptions = {}): EncoderConfig {
    const { onProgress, revision, precision, pooling, localPath, cacheDir, remoteHost } = parseOptions(
      transformersSchema,
      options,
      'the options of EncoderConfig.transformers',
    )
    const source: EncoderSource = {
      kind: 'transformers',
      model: parseOptions(modelName, model, 'model'),
      revision,
      precision,
      pooling,
      ...(localPath !== undefined && { localPath }),
      ...(cacheDir !== undefined && { cacheDir }),
      ...(remoteHost !== undefined && { remoteHost }),
    }
    return new EncoderConfig(source, onProgress)
  }

  /** Deterministic and without a model, for tests. */
  static hash(options: { readonly dimensions?: number } = {}): EncoderConfig {
    return new EncoderConfig({
      kind: 'hash',
      dimensions: parseOptions(hashSchema, options, 'the options of EncoderConfig.hash').dimensions,
    })
  }
}
