import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelCard } from './model-card.js'
import { ModelFileError } from '../errors/errors.js'
import { parseModelCard } from './parse-model-card.js'

/** A model read from disk, every file checked against its card. */
export interface ModelFolder {
  readonly path: string
  readonly card: ModelCard
  /** Contents by plain name: a file that carries the start of its hash in its name, as in `matcher-6e192a5fd23c.bin`, is `matcher.bin`. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

const REMEDY = 'Restore the model folder, or reinstall smartmemo for the bundled models'

/**
 * Reads a model folder. Throws `ModelFileError` for a missing or altered file, or a model of another kind: a model file is
 * data that decides what is served, so nothing of it is used unchecked.
 */
export async function readModelFolder(path: string, kinds: readonly ModelCard['kind'][]): Promise<ModelFolder> {
  const cardPath = join(path, 'card.json')
  const card = parseModelCard(cardPath, Buffer.from(await readModelFile(cardPath)).toString('utf8'))
  if (!kinds.includes(card.kind)) {
    throw new ModelFileError({
      path: cardPath,
      problem: `it describes a model of kind ${card.kind}`,
      remedy: `Name a folder with a model of kind ${kinds.join(' or ')}`,
    })
  }
  const files = new Map<string, Uint8Array>()
  await Promise.all(
    Object.entries(card.files).map(async ([name, expected]) => {
      const bytes = await readModelFile(join(path, name))
      const actual = createHash('sha256').update(bytes).digest('hex')
      if (actual !== expected) {
        throw new ModelFileError({
          path: join(path, name),
          problem: `its sha256 is ${actual.slice(0, 12)}…, its card says ${expected.slice(0, 12)}…`,
          remedy: REMEDY,
        })
      }
      files.set(name.replace(hashMark(expected), ''), bytes)
    }),
  )
  return { path, card, files }
}

/** What tells files of one plain name apart where a folder keeps two classifiers: the start of a sha256 in hex. */
export function hashMark(sha256: string): string {
  return `-${sha256.slice(0, 12)}`
}

/** One file of a folder that was read; throws `ModelFileError` when the card does not list it. */
export function fileOf(folder: ModelFolder, name: string): Uint8Array {
  const bytes = folder.files.get(name)
  if (!bytes) throw new ModelFileError({ path: join(folder.path, name), problem: 'the card does not list it', remedy: REMEDY })
  return bytes
}

/** The graph of a classifier: the one ONNX file of its folder. Throws `ModelFileError` when there is none, or several. */
export function graphOf(folder: ModelFolder): Uint8Array {
  const names = [...folder.files.keys()].filter((name) => name.endsWith('.onnx'))
  if (names.length === 1) return fileOf(folder, names[0]!)
  const problem = names.length === 0 ? 'it lists no .onnx file' : `it lists ${names.length} .onnx files`
  throw new ModelFileError({ path: join(folder.path, 'card.json'), problem, remedy: REMEDY })
}

async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path)
    // A plain view: `slice` of a Buffer would share memory, of a Uint8Array it copies.
    return new Uint8Array(buffer, byteOffset, byteLength)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new ModelFileError({ path, problem: code === 'ENOENT' ? 'it is missing' : message, remedy: REMEDY }, { cause: error })
  }
}
