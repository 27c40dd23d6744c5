import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The few things that installing a model does with files; a port, so that tests can let each of them fail. */
export interface FolderFiles {
  makeFolder(path: string): Promise<void>
  /** Null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>
  /** Puts `bytes` in the place of a file: once it resolves they are on disk, and a reader never sees a part of them. */
  replace(path: string, bytes: Uint8Array): Promise<void>
  remove(path: string): Promise<void>
  /** Names in a folder. */
  list(path: string): Promise<readonly string[]>
}

export const nodeFolderFiles: FolderFiles = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true })
  },
  read: async (path) => {
    try {
      const { buffer, byteOffset, byteLength } = await readFile(path)
      return new Uint8Array(buffer, byteOffset, byteLength)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  },
  replace: async (path, bytes) => {
    const temporary = `${path}.${process.pid}.tmp`
    try {
      const file = await open(temporary, 'w')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {})
      throw error
    }
    await syncFolder(dirname(path))
  },
  remove: (path) => rm(path, { force: true }),
  list: (path) => readdir(path),
}

/** A rename is on disk once its folder is; Windows cannot sync folders and needs it not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
