import { createHash } from 'node:crypto'
import { join, parse } from 'node:path'
import type { ModelCard } from './model-card.js'
import { FileAccessError, ModelFileError } from '../errors/errors.js'
import { fileFailure } from '../files/file-failure.js'
import { nodeFolderFiles, type FolderFiles } from './folder-files.js'
import { hashMark, type ModelFolder } from './model-folder.js'
import { parseModelCard } from './parse-model-card.js'

const CARD = 'card.json'
/** The card of the classifier that was there before, beside its files. */
const PREVIOUS_CARD = 'card.previous.json'
/** Files that an installation owns; anything else in the folder is left alone. */
const OWN_FILE = /-[0-9a-f]{12}\.\w+$/

/** A classifier before it has a place: its files by plain name, and a card without hashes. */
export interface UnplacedClassifier {
  /** One of them is the graph, {@link CLASSIFIER_GRAPH}. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly card: Omit<ModelCard, 'files' | 'version'>
}

/** Plain name of a classifier's graph. */
export const CLASSIFIER_GRAPH = 'classifier.onnx'

/**
 * Puts a classifier into a folder. Files are named after their hash, so replacing `card.json` switches from one classifier
 * to the other at once; a reader or a crash sees either. The one before stays as `card.previous.json`; `before` stands in for
 * it where the folder has none. Throws `FileAccessError`, leaving the classifier that was there in use.
 */
export async function installClassifier(
  folder: string,
  { files, card }: UnplacedClassifier,
  before: ModelFolder | null = null,
  disk: FolderFiles = nodeFolderFiles,
): Promise<ModelCard> {
  const version = sha256Of(files.get(CLASSIFIER_GRAPH)!).slice(0, 12)
  const placed: ModelCard = { ...card, version, files: hashesOf(files) }
  await attempt(folder, 'write a classifier to', async () => {
    await disk.makeFolder(folder)
    await placeFiles(folder, files, disk)
    await keepPrevious(folder, placed, before, disk)
    await disk.replace(join(folder, CARD), encodeCard(placed))
    await removeUnused(folder, disk)
  })
  return placed
}

/**
 * Exchanges the classifier of a folder with the one before it; done twice, everything is as it was. Returns the card now in
 * use. Throws `ModelFileError` when none is kept or its files were altered, changing nothing.
 */
export async function rollBackClassifier(folder: string, disk: FolderFiles = nodeFolderFiles): Promise<ModelCard> {
  const current = await readCard(folder, CARD, disk)
  const previous = await readCard(folder, PREVIOUS_CARD, disk)
  if (!previous) {
    throw new ModelFileError({
      path: join(folder, PREVIOUS_CARD),
      problem: 'it is missing, so no earlier classifier is kept here',
      remedy: 'Name a folder that retrain promoted to',
    })
  }
  for (const [name, sha256] of Object.entries(previous.files)) {
    const bytes = await disk.read(join(folder, name))
    if (bytes && sha256Of(bytes) === sha256) continue
    const problem = bytes ? 'it is not the file that its card describes' : 'it is missing'
    throw new ModelFileError({ path: join(folder, name), problem, remedy: 'Restore it, or train the classifier again' })
  }
  await attempt(folder, 'roll back', async () => {
    await disk.replace(join(folder, CARD), encodeCard(previous))
    if (current) await disk.replace(join(folder, PREVIOUS_CARD), encodeCard(current))
  })
  return previous
}

async function keepPrevious(folder: string, placed: ModelCard, before: ModelFolder | null, disk: FolderFiles): Promise<void> {
  const current = await readCard(folder, CARD, disk)
  if (current) {
    // The same classifier once more: what is kept as the one before stays.
    if (current.version !== placed.version) await disk.replace(join(folder, PREVIOUS_CARD), encodeCard(current))
    return
  }
  if (!before) return
  await placeFiles(folder, before.files, disk)
  await disk.replace(join(folder, PREVIOUS_CARD), encodeCard({ ...before.card, files: hashesOf(before.files) }))
}

async function placeFiles(folder: string, files: UnplacedClassifier['files'], disk: FolderFiles): Promise<void> {
  for (const [name, bytes] of files) await disk.replace(join(folder, placedName(name, sha256Of(bytes))), bytes)
}

/** sha256 by the name in the folder. */
function hashesOf(files: UnplacedClassifier['files']): Record<string, string> {
  const hashes = [...files].map(([name, bytes]) => [name, sha256Of(bytes)] as const)
  return Object.fromEntries(hashes.map(([name, sha256]) => [placedName(name, sha256), sha256]))
}

function placedName(name: string, sha256: string): string {
  const { name: stem, ext } = parse(name)
  return `${stem}${hashMark(sha256)}${ext}`
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function removeUnused(folder: string, disk: FolderFiles): Promise<void> {
  const cards = await Promise.all([CARD, PREVIOUS_CARD].map((name) => readCard(folder, name, disk)))
  const used = new Set(cards.flatMap((card) => Object.keys(card?.files ?? {})))
  for (const name of await disk.list(folder)) {
    if (OWN_FILE.test(name) && !used.has(name)) await disk.remove(join(folder, name))
  }
}

async function readCard(folder: string, name: string, disk: FolderFiles): Promise<ModelCard | null> {
  const path = join(folder, name)
  const bytes = await disk.read(path)
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
