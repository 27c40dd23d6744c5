import { dirname } from 'node:path'
import type { FileSystem } from './file-system.js'

/** Writes a file beside `path` and returns its name once it has reached the disk; leaves nothing behind when that fails. */
export async function writeBeside(files: FileSystem, path: string, bytes: Uint8Array): Promise<string> {
  const temporary = `${path}.tmp`
  const file = await files.create(temporary)
  try {
    try {
      await file.write(bytes, 0)
      await file.datasync()
    } finally {
      await file.close()
    }
    return temporary
  } catch (error) {
    await files.remove(temporary).catch(() => {})
    throw error
  }
}

/** Puts a file in the place of `path`, at once and for good. */
export async function moveInto(files: FileSystem, temporary: string, path: string): Promise<void> {
  await files.rename(temporary, path)
  await files.syncFolder(dirname(path))
}
