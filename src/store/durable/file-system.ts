/** A file open for reading and writing at given positions. */
export interface OpenFile {
  /** Writes all of `bytes`; what a failing write leaves behind is undefined. */
  write(bytes: Uint8Array, position: number): Promise<void>
  /** Reads exactly `length` bytes, or up to the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>
  truncate(length: number): Promise<void>
  /** Resolves once the content has reached the disk. */
  datasync(): Promise<void>
  close(): Promise<void>
}

/** The part of a file system that the store needs. Failures are Node's system errors, with `code`. */
export interface FileSystem {
  /** The whole file; null when there is none. */
  read(path: string): Promise<Uint8Array | null>
  /** An empty file that only its owner may read, in place of one that may be there. */
  create(path: string): Promise<OpenFile>
  /** Makes a file with this content unless there is one already; tells whether it did. */
  createNew(path: string, bytes: Uint8Array): Promise<boolean>
  /** Fails with ENOENT when there is none. */
  open(path: string): Promise<OpenFile>
  /** Replaces `to` at once. */
  rename(from: string, to: string): Promise<void>
  /** Gives a file a second name; fails with EEXIST when that name is taken. */
  link(from: string, to: string): Promise<void>
  /** Removes a file if it is there. */
  remove(path: string): Promise<void>
  /** Makes a folder and the ones above it, for the owner only; leaves those that are there as they are. */
  makeFolder(path: string): Promise<void>
  /** Makes renames and new names in the folder last; does nothing where folders cannot be synced. */
  syncFolder(path: string): Promise<void>
  /** The path with its symbolic links followed; the path itself when there is no such file. */
  realPath(path: string): Promise<string>
}
