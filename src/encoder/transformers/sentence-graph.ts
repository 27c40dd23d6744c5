import { ModelFileError } from '../../errors/errors.js'
import { createOnnxSession, type Feeds, type OnnxSession, type Tensor } from '../../onnx/session.js'

const REQUIRED_INPUTS = ['input_ids', 'attention_mask']
/** All zeros for single texts; many graphs do without. */
const TOKEN_TYPES = 'token_type_ids'
/** Names that exporters give to the token vectors. */
const OUTPUTS = ['last_hidden_state', 'token_embeddings']
const REMEDY = 'Export the model as a BERT-style encoder for feature extraction'

/** Token vectors of several texts. */
export interface HiddenStates {
  /** Texts × `width` × `dimensions`. */
  readonly data: Float32Array
  /** Rows a text, padding included. */
  readonly width: number
  readonly dimensions: number
}

/** A BERT-style graph: token ids in, one vector a token out. Calls must not overlap. */
export class SentenceGraph {
  readonly #path: string
  readonly #session: OnnxSession
  readonly #output: string

  private constructor(path: string, session: OnnxSession, output: string) {
    this.#path = path
    this.#session = session
    this.#output = output
  }

  /** Loads the graph; throws `ModelFileError`, naming `path`, for bytes that are no ONNX model or one with other inputs. */
  static async load(path: string, bytes: Uint8Array): Promise<SentenceGraph> {
    const session = await createOnnxSession(bytes).catch((error: unknown) => {
      const problem = `onnxruntime cannot load it (${(error as Error).message})`
      throw new ModelFileError({ path, problem, remedy: 'Restore the file, or delete it to download it again' }, { cause: error })
    })
    const { inputNames, outputNames } = session
    const output = OUTPUTS.find((name) => outputNames.includes(name)) ?? (outputNames.length === 1 ? outputNames[0] : undefined)
    const fits =
      REQUIRED_INPUTS.every((name) => inputNames.includes(name)) &&
      inputNames.every((name) => [...REQUIRED_INPUTS, TOKEN_TYPES].includes(name))
    if (fits && output !== undefined) return new SentenceGraph(path, session, output)
    await session.close()
    const problem = fits
      ? `its outputs are ${outputNames.join(', ')} and none is ${OUTPUTS.join(' or ')}`
      : `its inputs are ${inputNames.join(', ')} instead of ${REQUIRED_INPUTS.join(', ')} and perhaps ${TOKEN_TYPES}`
    throw new ModelFileError({ path, problem, remedy: REMEDY })
  }

  /** Runs the texts, given as token ids, padded to the longest of them; throws `ModelFileError` for an output of another shape. */
  async run(texts: readonly (readonly number[])[]): Promise<HiddenStates> {
    const output = (await this.#session.run(this.#feedsOf(texts)))[this.#output]!
    const [rows, width, dimensions, ...rest] = output.dims
    if (rows === texts.length && width !== undefined && dimensions !== undefined && rest.length === 0) {
      return { data: output.data as Float32Array, width, dimensions }
    }
    const problem = `its output ${this.#output} has the shape ${output.dims.join(' × ')} instead of texts × tokens × dimensions`
    throw new ModelFileError({ path: this.#path, problem, remedy: REMEDY })
  }

  async close(): Promise<void> {
    await this.#session.close()
  }

  #feedsOf(texts: readonly (readonly number[])[]): Feeds {
    const width = Math.max(...texts.map((ids) => ids.length))
    const dims = [texts.length, width]
    const tensor = (): Tensor & { data: BigInt64Array } => ({ data: new BigInt64Array(texts.length * width), dims })
    const ids = tensor()
    const mask = tensor()
    texts.forEach((text, row) => {
      ids.data.set(text.map(BigInt), row * width)
      mask.data.fill(1n, row * width, row * width + text.length)
    })
    const feeds = { input_ids: ids, attention_mask: mask }
    return this.#session.inputNames.includes(TOKEN_TYPES) ? { ...feeds, [TOKEN_TYPES]: tensor() } : feeds
  }
}
