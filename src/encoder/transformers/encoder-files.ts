import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ModelFileError } from '../../errors/errors.js'
import type { Precision } from '../encoder.js'
import { type Manifest, readManifest } from '../hub/manifest.js'
import { graphFileOf, MODEL_CONFIG_FILE, TOKENIZER_CONFIG_FILE, TOKENIZER_FILE } from './model-layout.js'
import type { TokenizerJson } from './sentence-tokenizer.js'

/** What an encoder is built from. */
export interface EncoderFiles {
  readonly graph: Uint8Array
  readonly tokenizer: TokenizerJson
  readonly tokenizerConfig: object
  /** Longest input that the graph has positions for; undefined when config.json does not say. */
  readonly maxPositions: number | undefined
  /** 12 hex digits of a hash over graph and tokenizer: other files, other embeddings. */
  readonly digest: string
}

/**
 * Reads a model folder in the Hugging Face layout; throws `ModelFileError` for a file that is missing, not JSON, or not what
 * was downloaded.
 */
export async function readEncoderFiles(folder: string, precision: Precision): Promise<EncoderFiles> {
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    const remedy = 'Set localPath to a folder that holds tokenizer.json and onnx/'
    throw new ModelFileError({ path: folder, problem: 'there is no such folder', remedy })
  }
  const manifest = await readManifest(folder)
  const graph = await readRequired(folder, graphFileOf(precision), remedyForGraph(precision))
  const tokenizer = await readRequired(
    folder,
    TOKENIZER_FILE,
    'Save the tokenizer in the fast (tokenizer.json) format beside the model',
  )
  const digests = [graph, tokenizer].map((bytes) => createHash('sha256').update(bytes).digest('hex'))
  checkUnaltered(folder, graphFileOf(precision), manifest, digests[0]!)
  checkUnaltered(folder, TOKENIZER_FILE, manifest, digests[1]!)
  const modelConfig = await readOptional(join(folder, MODEL_CONFIG_FILE))
  const { max_position_embeddings: maxPositions } = modelConfig as { max_position_embeddings?: unknown }
  return {
    graph,
    tokenizer: parseJson(join(folder, TOKENIZER_FILE), tokenizer) as TokenizerJson,
    tokenizerConfig: await readOptional(join(folder, TOKENIZER_CONFIG_FILE)),
    maxPositions: typeof maxPositions === 'number' ? maxPositions : undefined,
    digest: createHash('sha256').update(digests.join()).digest('hex').slice(0, 12),
  }
}

/** A downloaded file is known by its hash; for a folder of the user's own there is nothing to compare with. */
function checkUnaltered(folder: string, name: string, manifest: Manifest | null, sha256: string): void {
  const expected = manifest?.files[name]?.sha256
  if (expected === undefined || expected === sha256) return
  const problem = `its sha256 is ${sha256.slice(0, 12)}…, downloaded was ${expected.slice(0, 12)}…`
  throw new ModelFileError({ path: join(folder, name), problem, remedy: 'Delete the file; it is downloaded again' })
}

function remedyForGraph(precision: Precision): string {
  const other = precision === 'int8' ? 'fp32' : 'int8'
  return `Export the model to ONNX in the Hugging Face layout, or set precision: '${other}' if the folder holds ${graphFileOf(other)}`
}

async function readRequired(folder: string, name: string, remedy: string): Promise<Uint8Array> {
  const path = join(folder, name)
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
