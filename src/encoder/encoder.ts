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

/** The weights of a graph: int8 is a quarter of the size and about twice as fast, fp32 is what the model was trained as. */
export type Precision = 'int8' | 'fp32'

/** How the token vectors of a text become one: their mean, or the first of them (`[CLS]`). */
export type Pooling = 'mean' | 'cls'

/** A sentence encoder in the Hugging Face layout. */
export interface TransformersSource {
  readonly kind: 'transformers'
  /** Hugging Face model name, for example `Xenova/all-MiniLM-L6-v2`. */
  readonly model: string
  /** Branch, tag or commit. */
  readonly revision: string
  readonly precision: Precision
  readonly pooling: Pooling
  /** Folder that holds the model's files; nothing is downloaded when it is set. */
  readonly localPath?: string
  /** Folder for downloads. */
  readonly cacheDir?: string
  /** Server of the files, for mirrors. */
  readonly remoteHost?: string
}

/** Where an encoder comes from, as plain data that can travel to a worker. */
export type EncoderSource =
  | { readonly kind: 'bundled' }
  | TransformersSource
  | { readonly kind: 'hash'; readonly dimensions: number }

/** Progress of a download, for display; one a piece that arrives. */
export interface EncoderProgress {
  /** The file within the model, such as `onnx/model_quantized.onnx`. */
  readonly file: string
  /** Bytes on disk so far, those of an earlier, interrupted download included. */
  readonly loadedBytes: number
  /** Absent when the server does not say. */
  readonly totalBytes?: number
}
