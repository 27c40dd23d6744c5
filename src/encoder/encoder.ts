/**
 * Turns prompts into embeddings. Called from one thread at a time; the caller owns the returned buffers.
 * Two encoders with the same `id` must give the same embedding for the same text.
 */
export interface Encoder {
  /** Stable name, with revision: stored beside the embeddings it made. */
  readonly id: string
  /** Length of every embedding. */
  readonly dimensions: number
  /** Returns one embedding a text, in order: `dimensions` finite numbers each, unit length. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>
  /** Frees what the encoder holds. */
  close?(): Promise<void>
}

/** Where an encoder comes from, as plain data that can travel to a worker. */
export type EncoderSource =
  | { readonly kind: 'bundled' }
  | {
      readonly kind: 'transformers'
      /** Hugging Face model name, for example `Xenova/all-MiniLM-L6-v2`. */
      readonly model: string
      readonly revision: string
      /** Folder that holds the model's files; nothing is downloaded when it is set. */
      readonly localPath?: string
      /** Folder for downloads. */
      readonly cacheDir?: string
      /** Host that serves the files, for mirrors. */
      readonly remoteHost?: string
      /** `int8` (default) takes `onnx/model_quantized.onnx`, `fp32` takes `onnx/model.onnx`. */
      readonly precision: 'int8' | 'fp32'
    }
  | { readonly kind: 'hash'; readonly dimensions: number }

/** Progress of a download or of a long start, for display. */
export interface EncoderProgress {
  readonly file: string
  readonly loadedBytes: number
  readonly totalBytes?: number
}
