import { FileAccessError } from '../../errors/errors.js'

/** Turns what the file system threw into `FileAccessError`, and leaves everything else as it is. */
export function namingTheFolder(error: unknown, folder: string): unknown {
  if (!isRefusedByDisk(error)) return error
  const reason = `${error.message}. Set cacheDir to a folder that can be written, or localPath to one that holds the model`
  return new FileAccessError({ path: folder, action: 'download a model to', reason }, { cause: error })
}

/** Whether the file system threw `error`; `fetch` wraps what the network does in errors of its own. */
export function isRefusedByDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
