import type { ModelCard } from '../model-files/model-card.js'
import { fileOf, type ModelFolder, readModelFolder } from '../model-files/model-folder.js'
import { createOnnxSession, type OnnxSession } from '../onnx/session.js'
import { tokenize } from '../text/tokenize.js'
import type { Encoder } from './encoder.js'
import { PromptRows } from './prompt-rows.js'
import { TableVectors } from './table-vectors.js'

/** The int8 table, a row a word or n-gram, and the float scale of each row; the graph refers to them by name. */
const EXTERNAL_FILES = ['table.bin', 'scales.bin'] as const
/** Most prompts of one run; more are embedded in several. */
const MAX_BATCH = 64

/**
 * Our own static encoder: rows of words and character n-grams, summed with learned weights. It needs no download and takes
 * well under a millisecond a prompt; `models/train/` makes it.
 */
export class BundledEncoder implements Encoder {
  readonly id: string
  readonly dimensions: number
  readonly card: ModelCard
  /** The same table, for comparing single words. */
  readonly tokenVectors: TableVectors
  readonly #session: OnnxSession
  readonly #rows: PromptRows

  private constructor(card: ModelCard, session: OnnxSession, rows: PromptRows, tokenVectors: TableVectors) {
    this.card = card
    this.id = `${card.name}@${card.version}`
    this.dimensions = card.dimensions!
    this.#session = session
    this.#rows = rows
    this.tokenVectors = tokenVectors
  }

  /** Loads the model in `folder`; throws `ModelFileError` for a missing or altered file. */
  static async load(folder: string): Promise<BundledEncoder> {
    const model = await readModelFolder(folder, ['encoder'])
    const rows = rowsOf(model)
    const session = await createOnnxSession(
      fileOf(model, 'encoder.onnx'),
      EXTERNAL_FILES.map((path) => ({ path, data: fileOf(model, path) })),
    )
    const encoder = new BundledEncoder(model.card, session, rows, vectorsOf(model, rows))
    await encoder.embed(['warm up'])
    return encoder
  }

  /** Loads the table alone, for the pair classifier beside another encoder. */
  static async loadVectors(folder: string): Promise<TableVectors> {
    const model = await readModelFolder(folder, ['encoder'])
    return vectorsOf(model, rowsOf(model))
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const embeddings: Float32Array[] = []
    for (let start = 0; start < texts.length; start += MAX_BATCH)
      embeddings.push(...(await this.#embedBatch(texts.slice(start, start + MAX_BATCH))))
    return embeddings
  }

  async close(): Promise<void> {
    await this.#session.close()
  }

  async #embedBatch(texts: readonly string[]): Promise<Float32Array[]> {
    const prompts = texts.map((text) => this.#rows.ofTokens(tokenize(text).map((token) => token.text)))
    const width = Math.max(...prompts.map(({ rows }) => rows.length))
    const ids = new Int32Array(texts.length * width)
    const weights = new Float32Array(texts.length * width)
    prompts.forEach((prompt, index) => {
      ids.set(prompt.rows, index * width)
      weights.set(prompt.weights, index * width)
    })
    const dims = [texts.length, width]
    const { embedding } = await this.#session.run({ ids: { data: ids, dims }, weights: { data: weights, dims } })
    const data = embedding!.data as Float32Array
    return texts.map((_, index) => data.slice(index * this.dimensions, (index + 1) * this.dimensions))
  }
}

function rowsOf(model: ModelFolder): PromptRows {
  return new PromptRows(Buffer.from(fileOf(model, 'vocabulary.txt')).toString('utf8').trimEnd().split('\n'))
}

function vectorsOf(model: ModelFolder, rows: PromptRows): TableVectors {
  const table = fileOf(model, 'table.bin')
  const scales = new Float32Array(fileOf(model, 'scales.bin').slice().buffer)
  return new TableVectors(rows, new Int8Array(table.buffer, table.byteOffset, table.byteLength), scales, model.card.dimensions!)
}
