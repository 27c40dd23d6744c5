import type { FileSystem, OpenFile } from '../../../src/store/durable/file-system.js'

interface Inode {
  bytes: Buffer
  /** As of the last datasync. */
  synced: Buffer
}

/** What would be found on disk. */
export type DiskState = ReadonlyMap<string, Uint8Array>

export type FileOperation =
  | 'read'
  | 'create'
  | 'open'
  | 'write'
  | 'truncate'
  | 'datasync'
  | 'rename'
  | 'link'
  | 'remove'
  | 'syncFolder'

/**
 * Files in memory that fail on demand and tell what a crash at any moment would leave behind. Names belong to one
 * folder; everything reaches the disk as late as a system may leave it.
 */
export class SimulatedFileSystem implements FileSystem {
  readonly #names: Map<string, Inode>
  #syncedNames: Map<string, Inode>
  /** Thrown from before an operation takes effect; a failing write leaves half of its bytes behind. */
  fault: ((operation: FileOperation, path: string) => Error | undefined) | undefined
  /** Called after every change, also in the middle of a write. */
  onChange: (() => void) | undefined
  /** What a sync waits for before it takes effect; it covers what there was when it began. */
  syncing: (() => Promise<void>) | undefined
  readonly calls: { operation: FileOperation; path: string }[] = []

  /** Begins with files whose content is synced, or was as `synced` says. */
  constructor(found: DiskState = new Map(), synced = found) {
    this.#names = new Map(
      [...found].map(([path, bytes]) => [path, { bytes: Buffer.from(bytes), synced: Buffer.from(synced.get(path) ?? []) }]),
    )
    this.#syncedNames = new Map(this.#names)
  }

  /** What is left when the process is killed now. */
  afterKill(): DiskState {
    return new Map([...this.#names].map(([path, inode]) => [path, Buffer.from(inode.bytes)]))
  }

  /** What is left at least when the power fails now. */
  afterPowerLoss(): DiskState {
    return new Map([...this.#syncedNames].map(([path, inode]) => [path, Buffer.from(inode.synced)]))
  }

  async read(path: string): Promise<Uint8Array | null> {
    this.#enter('read', path)
    const inode = this.#names.get(path)
    return inode ? Buffer.from(inode.bytes) : null
  }

  async create(path: string): Promise<OpenFile> {
    this.#enter('create', path)
    const inode = { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) }
    this.#names.set(path, inode)
    this.onChange?.()
    return this.#file(path, inode)
  }

  async createNew(path: string, bytes: Uint8Array): Promise<boolean> {
    this.#enter('create', path)
    if (this.#names.has(path)) return false
    this.#names.set(path, { bytes: Buffer.from(bytes), synced: Buffer.alloc(0) })
    return true
  }

  async open(path: string): Promise<OpenFile> {
    this.#enter('open', path)
    return this.#file(path, this.#existing(path))
  }

  async rename(from: string, to: string): Promise<void> {
    this.#enter('rename', to)
    this.#names.set(to, this.#existing(from))
    this.#names.delete(from)
    this.onChange?.()
  }

  async link(from: string, to: string): Promise<void> {
    this.#enter('link', to)
    if (this.#names.has(to)) throw systemError('EEXIST')
    this.#names.set(to, this.#existing(from))
    this.onChange?.()
  }

  async remove(path: string): Promise<void> {
    this.#enter('remove', path)
    this.#names.delete(path)
    this.onChange?.()
  }

  async makeFolder(): Promise<void> {}

  async syncFolder(path: string): Promise<void> {
    this.#enter('syncFolder', path)
    const names = new Map(this.#names)
    await this.syncing?.()
    this.#syncedNames = names
    this.onChange?.()
  }

  async realPath(path: string): Promise<string> {
    return path
  }

  #file(path: string, inode: Inode): OpenFile {
    const put = (bytes: Uint8Array, position: number) => {
      const end = position + bytes.length
      if (inode.bytes.length < end) inode.bytes = Buffer.concat([inode.bytes, Buffer.alloc(end - inode.bytes.length)])
      inode.bytes.set(bytes, position)
    }
    return {
      write: async (bytes, position) => {
        put(bytes.subarray(0, bytes.length >> 1), position)
        this.onChange?.()
        this.#enter('write', path)
        put(bytes, position)
        this.onChange?.()
      },
      read: async (position, length) => Buffer.from(inode.bytes.subarray(position, position + length)),
      truncate: async (length) => {
        this.#enter('truncate', path)
        inode.bytes = Buffer.from(inode.bytes.subarray(0, length))
        this.onChange?.()
      },
      datasync: async () => {
        this.#enter('datasync', path)
        const bytes = Buffer.from(inode.bytes)
        await this.syncing?.()
        inode.synced = bytes
        this.onChange?.()
      },
      close: async () => {},
    }
  }

  #existing(path: string): Inode {
    const inode = this.#names.get(path)
    if (!inode) throw systemError('ENOENT')
    return inode
  }

  #enter(operation: FileOperation, path: string): void {
    this.calls.push({ operation, path })
    const failure = this.fault?.(operation, path)
    if (failure) throw failure
  }
}

/** An error as the operating system would give it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code })
}
