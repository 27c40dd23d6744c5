import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { FileAccessError } from '../errors/errors.js'
import { fileFailure } from './file-failure.js'

type Chunks = Iterable<string> | AsyncIterable<string>

/**
 * Writes text to a temporary file beside `path` and puts it in its place once it is on disk; what is no ordinary file, such
 * as a pipe, is written to directly. Throws `FileAccessError`, and what `chunks` throws, leaving an ordinary file as it was.
 */
export async function writeText(path: string, chunks: Chunks): Promise<void> {
  try {
    const target = await followLinks(path)
    if (await isReplaceable(target)) await replaceFile(target, chunks)
    else await writeTo(await open(target, 'w'), chunks)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new FileAccessError({ path, action: 'write', reason: fileFailure(error) }, { cause: error })
  }
}

async function replaceFile(path: string, chunks: Chunks): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
    await writeTo(file, chunks, () => file.datasync())
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}

async function writeTo(file: FileHandle, chunks: Chunks, finish?: () => Promise<void>): Promise<void> {
  try {
    for await (const chunk of chunks) await file.writeFile(chunk)
    await finish?.()
  } finally {
    await file.close()
  }
}

/** Where the path leads; the path itself when there is nothing yet. */
async function followLinks(path: string): Promise<string> {
  return realpath(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return path
    throw error
  })
}

/** True for an ordinary file, for a folder (which refuses to be replaced) and for nothing. */
async function isReplaceable(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found === null || found.isFile() || found.isDirectory()
}
