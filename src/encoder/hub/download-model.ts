import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ModelDownloadError } from '../../errors/errors.js'
import type { EncoderProgress, EncoderSource, TransformersSource } from '../encoder.js'
import { filesOf } from '../transformers/model-layout.js'
import { namingTheFolder } from './disk-error.js'
import { downloadFile, type DownloadedFile } from './download-file.js'
import { emptyManifest, type Manifest, readManifest, writeManifest } from './manifest.js'

const DEFAULT_CACHE_DIR = '.smartmemo/models'
const DEFAULT_HOST = 'https://huggingface.co/'

/**
 * Returns the folder with the model's files, after downloading those that are not there yet. A folder that is complete is
 * used without any request, so a branch stays at the commit it stood for. Throws `ModelDownloadError`, `FileAccessError`, or
 * the reason of `signal`.
 */
export async function downloadModel(
  source: TransformersSource,
  onProgress?: (progress: EncoderProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const { model, revision, precision } = source
  const folder = join(resolve(source.cacheDir ?? DEFAULT_CACHE_DIR), model, encodeURIComponent(revision))
  try {
    let manifest = (await readManifest(folder)) ?? emptyManifest(model, revision)
    for (const { name, isRequired } of filesOf(precision)) {
      if (await isAtHand(folder, name, manifest)) continue
      await mkdir(folder, { recursive: true })
      const url = urlOf(source, manifest.commit ?? revision, name)
      const report = (loadedBytes: number, totalBytes: number | undefined) =>
        onProgress?.({ file: name, loadedBytes, ...(totalBytes !== undefined && { totalBytes }) })
      const download = downloadFile({ url, path: join(folder, name), onProgress: report, signal })
      manifest = withFile(manifest, name, await (isRequired ? download : unlessMissing(download)))
      await writeManifest(folder, manifest)
    }
    return folder
  } catch (error) {
    throw namingTheFolder(error, folder)
  }
}

/**
 * The same source with its files on disk, so that several workers can load it at once without each downloading it. Throws
 * what {@link downloadModel} throws.
 */
export async function localSourceOf(
  source: EncoderSource,
  onProgress?: (progress: EncoderProgress) => void,
  signal?: AbortSignal,
): Promise<EncoderSource> {
  if (source.kind !== 'transformers' || source.localPath !== undefined) return source
  return { ...source, localPath: await downloadModel(source, onProgress, signal) }
}

async function isAtHand(folder: string, name: string, { files }: Manifest): Promise<boolean> {
  const known = files[name]
  if (known === undefined) return false
  return known === null || (await stat(join(folder, name)).catch(() => null))?.size === known.bytes
}

function urlOf({ model, remoteHost = DEFAULT_HOST }: TransformersSource, revision: string, name: string): URL {
  return new URL(
    `${model}/resolve/${encodeURIComponent(revision)}/${name}`,
    remoteHost.endsWith('/') ? remoteHost : `${remoteHost}/`,
  )
}

function withFile(manifest: Manifest, name: string, file: DownloadedFile | null): Manifest {
  const files = { ...manifest.files, [name]: file && { bytes: file.bytes, sha256: file.sha256 } }
  const commit = manifest.commit ?? file?.commit
  return { ...manifest, ...(commit !== undefined && { commit }), files }
}

async function unlessMissing(download: Promise<DownloadedFile>): Promise<DownloadedFile | null> {
  try {
    return await download
  } catch (error) {
    if (error instanceof ModelDownloadError && error.details['status'] === 404) return null
    throw error
  }
}
