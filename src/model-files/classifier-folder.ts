import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ModelCard } from './model-card.js'
import { FileAccessError, ModelFileError } from '../errors/errors.js'
import { fileFailure } from '../files/file-failure.js'
import { nodeFolderFiles, type FolderFiles } from './folder-files.js'
import type { ModelFolder } from './model-folder.js'
import { parseModelCard } from './parse-model-card.js'

const CARD = 'card.json'
/** The card of the classifier that was there before, beside its files. */
const PREVIOUS_CARD = 'card.previous.json'
/** Files that an installation owns; anything else in the folder is left alone. */
const OWN_GRAPH = /^classifier-[0-9a-f]{12}\.onnx$/

/** A classifier before it has a place: its graph, and a card without hashes. */
export interface UnplacedClassifier {
  readonly graph: Uint8Array
  readonly card: Omit<ModelCard, 'files' | 'version'>
}

/**
 * Puts a classifier into a folder. Graphs are named after their hash, so replacing `card.json` switches from one classifier
 * to the other at once; a reader or a crash sees either. The one before stays as `card.previous.json`; `before` stands in for
 * it where the folder has none. Throws `FileAccessError`, leaving the classifier that was there in use.
 */
export async function installClassifier(
  folder: string,
  { graph, card }: UnplacedClassifier,
  before: ModelFolder | null = null,
  files: FolderFiles = nodeFolderFiles,
): Promise<ModelCard> {
  const sha256 = createHash('sha256').update(graph).digest('hex')
  const name = `classifier-${sha256.slice(0, 12)}.onnx`
  const placed: ModelCard = { ...card, version: sha256.slice(0, 12), files: { [name]: sha256 } }
  await attempt(folder, 'write a classifier to', async () => {
    await files.makeFolder(folder)
    await files.replace(join(folder, name), graph)
    await keepPrevious(folder, placed, before, files)
    await files.replace(join(folder, CARD), encodeCard(placed))
    await removeUnused(folder, files)
  })
  return placed
}

/**
 * Exchanges the classifier of a folder with the one before it; done twice, everything is as it was. Returns the card now in
 * use. Throws `ModelFileError` when none is kept or its files were altered, changing nothing.
 */
export async function rollBackClassifier(folder: string, files: FolderFiles = nodeFolderFiles): Promise<ModelCard> {
  const current = await readCard(folder, CARD, files)
  const previous = await readCard(folder, PREVIOUS_CARD, files)
  if (!previous) {
    throw new ModelFileError({
      path: join(folder, PREVIOUS_CARD),
      problem: 'it is missing, so no earlier classifier is kept here',
      remedy: 'Name a folder that retrain promoted to',
    })
  }
  for (const [name, sha256] of Object.entries(previous.files)) {
    const bytes = await files.read(join(folder, name))
    if (bytes && createHash('sha256').update(bytes).digest('hex') === sha256) continue
    const problem = bytes ? 'it is not the file that its card describes' : 'it is missing'
    throw new ModelFileError({ path: join(folder, name), problem, remedy: 'Restore it, or train the classifier again' })
  }
  await attempt(folder, 'roll back', async () => {
    await files.replace(join(folder, CARD), encodeCard(previous))
    if (current) await files.replace(join(folder, PREVIOUS_CARD), encodeCard(current))
  })
  return previous
}

async function keepPrevious(folder: string, placed: ModelCard, before: ModelFolder | null, files: FolderFiles): Promise<void> {
  const current = await readCard(folder, CARD, files)
  if (current) {
    // The same classifier once more: what is kept as the one before stays.
    if (current.version !== placed.version) await files.replace(join(folder, PREVIOUS_CARD), encodeCard(current))
    return
  }
  if (!before) return
  for (const [name, bytes] of before.files) await files.replace(join(folder, name), bytes)
  await files.replace(join(folder, PREVIOUS_CARD), encodeCard(before.card))
}

async function removeUnused(folder: string, files: FolderFiles): Promise<void> {
  const cards = await Promise.all([CARD, PREVIOUS_CARD].map((name) => readCard(folder, name, files)))
  const used = new Set(cards.flatMap((card) => Object.keys(card?.files ?? {})))
  for (const name of await files.list(folder)) {
    if (OWN_GRAPH.test(name) && !used.has(name)) await files.remove(join(folder, name))
  }
}

async function readCard(folder: string, name: string, files: FolderFiles): Promise<ModelCard | null> {
  const path = join(folder, name)
  const bytes = await files.read(path)
  return bytes && parseModelCard(path, Buffer.from(bytes).toString('utf8'))
}

function encodeCard(card: ModelCard): Uint8Array {
  return Buffer.from(`${JSON.stringify(card, null, 2)}\n`)
}

async function attempt(path: string, action: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new FileAccessError({ path, action, reason: fileFailure(error) }, { cause: error })
  }
}
