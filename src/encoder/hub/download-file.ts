import { ModelDownloadError } from '../../errors/errors.js'
import { type AnswerPlan, planAnswer } from './answer-plan.js'
import { contentError, networkError, statusError } from './download-error.js'
import { isRefusedByDisk } from './disk-error.js'
import { type FileOnDisk, PartialFile, writeAt } from './partial-file.js'
import { requestFile } from './request-file.js'
import { SilenceGuard } from './silence-guard.js'

/** Longest silence of a server before the connection counts as broken. */
const MAX_SILENCE_MS = 30_000

/** One file to download. */
export interface FileDownload {
  readonly url: URL
  /** Where the file goes; while it is incomplete, `.part` is appended. */
  readonly path: string
  /** What it throws ends the download. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number | undefined) => void
  readonly maxSilenceMs?: number
  /** Ends the download; what has arrived is kept. */
  readonly signal?: AbortSignal | undefined
}

/** A file that has arrived whole. */
export interface DownloadedFile extends FileOnDisk {
  /** The commit it belongs to, where the server says. */
  readonly commit: string | undefined
}

/**
 * Downloads a file, going on from what an earlier attempt left. A connection that breaks is made again for as long as each
 * one brings something. Throws `ModelDownloadError`, what the file system or the listener throws, or the signal's reason.
 */
export async function downloadFile(download: FileDownload): Promise<DownloadedFile> {
  const part = new PartialFile(download.path)
  for (let before = await part.size(); ;) {
    try {
      return await attempt(download, part)
    } catch (error) {
      download.signal?.throwIfAborted()
      if (error instanceof ListenerError) throw error.cause
      if (error instanceof ModelDownloadError || isRefusedByDisk(error)) throw error
      const arrived = await part.size()
      if (arrived <= before) throw networkError(download.url, error)
      before = arrived
    }
  }
}

async function attempt(download: FileDownload, part: PartialFile): Promise<DownloadedFile> {
  const silence = new SilenceGuard(download.maxSilenceMs ?? MAX_SILENCE_MS, download.signal)
  try {
    const known = await part.resumable()
    const { response, commit, ...version } = await requestFile(download.url, known, silence.signal)
    const plan = planAnswer(response, known?.bytes ?? 0)
    if (typeof plan === 'string') {
      await response.body?.cancel()
      if (plan === 'refused') throw statusError(download.url, response.status)
      await part.discard()
      return await attempt(download, part)
    }
    if (plan.from === 0) await part.restart(version)
    if (!plan.isComplete) await receive(response, plan, part, download, silence)
    // A resumed part has its hash from before when this answer did not repeat it.
    const expected = version.sha256 ?? (plan.from > 0 ? known?.sha256 : undefined)
    return { ...(await finish(part, plan.total, expected, download.url)), commit }
  } finally {
    silence.end()
  }
}

async function receive(
  response: Response,
  { from, total }: AnswerPlan,
  part: PartialFile,
  { onProgress }: FileDownload,
  silence: SilenceGuard,
): Promise<void> {
  const handle = await part.open()
  try {
    let position = from
    for await (const piece of response.body ?? []) {
      silence.heard()
      await writeAt(handle, piece, position)
      position += piece.byteLength
      tell(onProgress, position, total)
    }
    await handle.sync()
    if (total !== undefined && position < total) throw new Error(`the connection ended after ${position} of ${total} bytes`)
  } finally {
    await handle.close()
  }
}

/** Checks the file and gives it its name, unless another process has just done so. */
async function finish(part: PartialFile, total: number | undefined, expected: string | undefined, url: URL): Promise<FileOnDisk> {
  const arrived = await part.arrived()
  const problem = arrived ? problemOf(arrived, total, expected) : 'nothing arrived'
  try {
    if (problem === null) {
      await part.finish()
      return arrived!
    }
    throw contentError(url, problem)
  } catch (error) {
    const finished = await part.finished()
    if (finished && total !== undefined && problemOf(finished, total, expected) === null) return finished
    if (problem !== null) await part.discard()
    throw error
  }
}

function problemOf({ bytes, sha256 }: FileOnDisk, total: number | undefined, expected: string | undefined): string | null {
  if (total !== undefined && bytes !== total) return `${bytes} bytes arrived instead of ${total}`
  return expected !== undefined && sha256 !== expected ? `its sha256 is ${sha256} and should be ${expected}` : null
}

function tell(listener: FileDownload['onProgress'], loaded: number, total: number | undefined): void {
  try {
    listener?.(loaded, total)
  } catch (cause) {
    throw new ListenerError('the listener failed', { cause })
  }
}

/** Wraps what a listener threw, so that it is not taken for a broken connection. */
class ListenerError extends Error {}
