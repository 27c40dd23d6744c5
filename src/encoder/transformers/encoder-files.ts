import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelFileError } from '../../errors/errors.js'
import type { Precision } from '../encoder.js'
import { graphFileOf, OPTIONAL_FILES, TOKENIZER_FILE } from './model-layout.js'
import type { TokenizerJson } from './sentence-tokenizer.js'

/** What an encoder is built from. */
export interface EncoderFiles {
  readonly graph: Uint8Array
  readonly tokenizer: TokenizerJson
  readonly tokenizerConfig: object
  /** Longest input that the graph has positions for; undefined when config.json does not say. */
  readonly maxPositions: number | undefined
  /** First 12 hex digits of the sha256 over graph and tokenizer: other files, other embeddings. */
  readonly digest: string
}

/** Reads a model folder in the Hugging Face layout; throws `ModelFileError` for a file that is missing or not JSON. */
export async function readEncoderFiles(folder: string, precision: Precision): Promise<EncoderFiles> {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw new ModelFileError({
      path: folder,
      problem: 'there is no such folder',
      remedy: 'Set localPath to a folder that holds tokenizer.json and onnx/',
    })
  }
  const graphPath = join(folder, graphFileOf(precision))
  const tokenizerPath = join(folder, TOKENIZER_FILE)
  const graph = await readRequired(graphPath, remedyForGraph(precision))
  const tokenizer = await readRequired(tokenizerPath, 'Save the tokenizer in the fast (tokenizer.json) format beside the model')
  const [tokenizerConfig, modelConfig] = await Promise.all([
    readOptional(join(folder, OPTIONAL_FILES.tokenizer)),
    readOptional(join(folder, OPTIONAL_FILES.model)),
  ])
  const { max_position_embeddings: maxPositions } = modelConfig as { max_position_embeddings?: unknown }
  return {
    graph,
    tokenizer: parseJson(tokenizerPath, tokenizer) as TokenizerJson,
    tokenizerConfig,
    maxPositions: typeof maxPositions === 'number' ? maxPositions : undefined,
    digest: createHash('sha256').update(graph).update(tokenizer).digest('hex').slice(0, 12),
  }
}

function remedyForGraph(precision: Precision): string {
  const other = precision === 'int8' ? 'fp32' : 'int8'
  return `Export the model to ONNX in the Hugging Face layout, or set precision: '${other}' if the folder holds ${graphFileOf(other)}`
}

async function readRequired(path: string, remedy: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new ModelFileError({ path, problem: code === 'ENOENT' ? 'it is missing' : message, remedy }, { cause: error })
  }
}

async function readOptional(path: string): Promise<object> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new ModelFileError({ path, problem: error.message, remedy: 'Make the file readable, or remove it' }, { cause: error })
  })
  return bytes ? parseJson(path, bytes) : {}
}

function parseJson(path: string, bytes: Uint8Array): object {
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (error) {
    throw new ModelFileError(
      { path, problem: `it is not JSON: ${(error as Error).message}`, remedy: 'Restore the file from the model' },
      { cause: error },
    )
  }
  if (typeof json === 'object' && json !== null) return json
  throw new ModelFileError({ path, problem: 'it holds no JSON object', remedy: 'Restore the file from the model' })
}
