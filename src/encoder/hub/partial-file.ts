import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Tells versions of a remote file apart; both are undefined when the server says nothing. */
export interface FileVersion {
  /** Hash of the whole file, in hex. */
  readonly sha256: string | undefined
  /** A strong ETag or a Last-Modified date. */
  readonly validator: string | undefined
}

/** What is already on disk of a file, and what it is a part of. */
export interface Resumable extends FileVersion {
  readonly bytes: number
}

/** A file as it lies on disk. */
export interface FileOnDisk {
  readonly bytes: number
  readonly sha256: string
}

/**
 * A file on its way: its bytes in `<path>.part`, what they are a part of in `<path>.part.json`. Writes name their position
 * and the same version is never thrown away, so processes that download it at once write the same bytes to the same places.
 */
export class PartialFile {
  readonly #path: string
  readonly #part: string
  readonly #versionFile: string

  constructor(path: string) {
    this.#path = path
    this.#part = `${path}.part`
    this.#versionFile = `${path}.part.json`
  }

  /** Bytes that have arrived. */
  async size(): Promise<number> {
    return (await sizeOf(this.#part)) ?? 0
  }

  /** What a download can go on from; null when there is nothing, or nothing known about it. */
  async resumable(): Promise<Resumable | null> {
    const [bytes, version] = [await this.size(), await this.#version()]
    return bytes > 0 && version ? { ...version, bytes } : null
  }

  /** Prepares for the whole file, of `version`; what has arrived of another version is thrown away. */
  async restart(version: FileVersion): Promise<void> {
    const known = await this.#version()
    if (known && known.sha256 === version.sha256 && known.validator === version.validator) return
    await this.discard()
    await mkdir(dirname(this.#path), { recursive: true })
    await writeFile(this.#versionFile, JSON.stringify(version))
  }

  async discard(): Promise<void> {
    await Promise.all([rm(this.#part, { force: true }), rm(this.#versionFile, { force: true })])
  }

  /** Opens the part for {@link writeAt}; the caller closes it. */
  open(): Promise<FileHandle> {
    return open(this.#part, constants.O_RDWR | constants.O_CREAT)
  }

  /** What has arrived; null when there is nothing. */
  arrived(): Promise<FileOnDisk | null> {
    return inspect(this.#part)
  }

  /** The file under its own name; null when nobody has finished it. */
  finished(): Promise<FileOnDisk | null> {
    return inspect(this.#path)
  }

  /** Gives the part the name of the whole. */
  async finish(): Promise<void> {
    await rename(this.#part, this.#path)
    await rm(this.#versionFile, { force: true })
  }

  async #version(): Promise<FileVersion | null> {
    try {
      const { sha256, validator } = JSON.parse(await readFile(this.#versionFile, 'utf8')) as Partial<FileVersion>
      return sha256 === undefined && validator === undefined ? null : { sha256, validator }
    } catch {
      return null
    }
  }
}

/** Writes all of `piece`; one call may write less than it was given. */
export async function writeAt(handle: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < piece.byteLength;) {
    const { bytesWritten } = await handle.write(piece, done, piece.byteLength - done, position + done)
    done += bytesWritten
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.size ?? null
}

async function inspect(path: string): Promise<FileOnDisk | null> {
  const bytes = await sizeOf(path)
  if (bytes === null) return null
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array)
  return { bytes, sha256: hash.digest('hex') }
}
