import { link, mkdir, open, readFile, realpath, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileSystem, OpenFile } from './file-system.js'

/** Prompts and responses are nobody else's business. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/** The file system of the machine. */
export class NodeFileSystem implements FileSystem {
  async read(path: string): Promise<Uint8Array | null> {
    try {
      return await readFile(path)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  }

  async create(path: string): Promise<OpenFile> {
    return new NodeFile(await open(path, 'w+', FILE_MODE))
  }

  async createNew(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: FILE_MODE })
      return true
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      throw error
    }
  }

  async open(path: string): Promise<OpenFile> {
    return new NodeFile(await open(path, 'r+'))
  }

  rename(from: string, to: string): Promise<void> {
    return rename(from, to)
  }

  link(from: string, to: string): Promise<void> {
    return link(from, to)
  }

  remove(path: string): Promise<void> {
    return rm(path, { force: true })
  }

  async makeFolder(path: string): Promise<void> {
    // Node's own `recursive` never returns where a folder cannot be made though the one above it is there, as in /proc.
    try {
      await mkdir(path, FOLDER_MODE)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return
      // Some systems rather complain of rights than that it is there already.
      if (!hasCode(error, 'ENOENT') && (await isFolder(path))) return
      if (!hasCode(error, 'ENOENT') || dirname(path) === path || (await isFolder(dirname(path)))) throw error
      await this.makeFolder(dirname(path))
      await mkdir(path, FOLDER_MODE).catch((failure: unknown) => {
        // Another process made it meanwhile.
        if (!hasCode(failure, 'EEXIST')) throw failure
      })
    }
  }

  async syncFolder(path: string): Promise<void> {
    // Windows cannot open a folder for syncing; its renames are journaled by the file system itself.
    if (process.platform === 'win32') return
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  async realPath(path: string): Promise<string> {
    try {
      return await realpath(path)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return path
      throw error
    }
  }
}

class NodeFile implements OpenFile {
  readonly #handle: FileHandle

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, position + written)
      written += bytesWritten
    }
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#handle.read(bytes, done, length - done, position + done)
      if (bytesRead === 0) return bytes.subarray(0, done)
      done += bytesRead
    }
    return bytes
  }

  truncate(length: number): Promise<void> {
    return this.#handle.truncate(length)
  }

  datasync(): Promise<void> {
    return this.#handle.datasync()
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true
}

/** Tells whether a system error has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
