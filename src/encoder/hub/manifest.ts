import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'

const FORMAT_VERSION = 1
const FILE = 'smartmemo-download.json'

const schema = v.object({
  formatVersion: v.literal(FORMAT_VERSION),
  model: v.string(),
  revision: v.string(),
  commit: v.optional(v.string()),
  files: v.record(v.string(), v.nullable(v.object({ bytes: v.number(), sha256: v.string() }))),
})

/**
 * What a folder of downloads holds. `commit` pins a branch to what it stood for at the first file; a file that the model
 * does not have is null.
 */
export type Manifest = v.InferOutput<typeof schema>

/** A manifest of nothing yet. */
export function emptyManifest(model: string, revision: string): Manifest {
  return { formatVersion: FORMAT_VERSION, model, revision, files: {} }
}

/** Null for a folder without a manifest that this version can read. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return v.parse(schema, JSON.parse(await readFile(join(folder, FILE), 'utf8')))
  } catch {
    return null
  }
}

/** Replaces the manifest as a whole. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const temporary = join(folder, `${FILE}.${randomUUID()}`)
  await writeFile(temporary, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(temporary, join(folder, FILE))
}
