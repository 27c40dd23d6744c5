import type { FileSystem, OpenFile } from '../../../src/store/durable/file-system.js'

/**
 * A change of files, in the order in which they were asked for; a sync when it ends, with the number of events before it
 * began, which are what it covers. Files are known by number, whatever they are called.
 */
export type FileEvent =
  | { readonly type: 'write'; readonly file: number; readonly position: number; readonly bytes: Uint8Array }
  | { readonly type: 'truncate'; readonly file: number; readonly length: number }
  | { readonly type: 'datasync'; readonly file: number; readonly covers: number }
  | { readonly type: 'name'; readonly path: string; readonly file: number }
  | { readonly type: 'rename'; readonly from: string; readonly to: string; readonly file: number }
  | { readonly type: 'unname'; readonly path: string }
  | { readonly type: 'syncFolder'; readonly covers: number }

interface Content {
  readonly number: number
  bytes: Buffer
}

/** Files in memory that keep a record of every change, so that it can be replayed as a disk may have seen it. */
export class RecordingFileSystem implements FileSystem {
  readonly events: FileEvent[] = []
  readonly #names = new Map<string, Content>()
  readonly #syncing: () => Promise<void>
  #files = 0

  /** Begins with what a disk held; these files count as synced. A sync lasts as long as `syncing`. */
  constructor(found: ReadonlyMap<string, Uint8Array> = new Map(), syncing = async () => {}) {
    this.#syncing = syncing
    for (const [path, bytes] of found) {
      const file = this.#add(path)
      file.bytes = Buffer.from(bytes)
      this.events.push(
        { type: 'write', file: file.number, position: 0, bytes: Buffer.from(bytes) },
        { type: 'datasync', file: file.number, covers: this.events.length + 1 },
      )
    }
    this.events.push({ type: 'syncFolder', covers: this.events.length })
  }

  async read(path: string): Promise<Uint8Array | null> {
    const file = this.#names.get(path)
    return file ? Buffer.from(file.bytes) : null
  }

  async create(path: string): Promise<OpenFile> {
    return this.#open(this.#add(path))
  }

  async createNew(path: string, bytes: Uint8Array): Promise<boolean> {
    if (this.#names.has(path)) return false
    await this.#open(this.#add(path)).write(bytes, 0)
    return true
  }

  async open(path: string): Promise<OpenFile> {
    return this.#open(this.#existing(path))
  }

  async rename(from: string, to: string): Promise<void> {
    const file = this.#existing(from)
    this.#names.delete(from)
    this.#names.set(to, file)
    this.events.push({ type: 'rename', from, to, file: file.number })
  }

  async link(from: string, to: string): Promise<void> {
    if (this.#names.has(to)) throw systemError('EEXIST')
    const file = this.#existing(from)
    this.#names.set(to, file)
    this.events.push({ type: 'name', path: to, file: file.number })
  }

  async remove(path: string): Promise<void> {
    if (!this.#names.delete(path)) return
    this.events.push({ type: 'unname', path })
  }

  async makeFolder(): Promise<void> {}

  async syncFolder(): Promise<void> {
    const covers = this.events.length
    await this.#syncing()
    this.events.push({ type: 'syncFolder', covers })
  }

  async realPath(path: string): Promise<string> {
    return path
  }

  #add(path: string): Content {
    const file = { number: this.#files++, bytes: Buffer.alloc(0) }
    this.#names.set(path, file)
    this.events.push({ type: 'name', path, file: file.number })
    return file
  }

  #existing(path: string): Content {
    const file = this.#names.get(path)
    if (!file) throw systemError('ENOENT')
    return file
  }

  #open(file: Content): OpenFile {
    return {
      write: async (bytes, position) => {
        file.bytes = writeInto(file.bytes, bytes, position)
        this.events.push({ type: 'write', file: file.number, position, bytes: Buffer.from(bytes) })
      },
      read: async (position, length) => Buffer.from(file.bytes.subarray(position, position + length)),
      truncate: async (length) => {
        file.bytes = truncateTo(file.bytes, length)
        this.events.push({ type: 'truncate', file: file.number, length })
      },
      datasync: async () => {
        const covers = this.events.length
        await this.#syncing()
        this.events.push({ type: 'datasync', file: file.number, covers })
      },
      close: async () => {},
    }
  }
}

/** A file's content after a write; a gap before it is filled with zeros. */
export function writeInto(content: Buffer, bytes: Uint8Array, position: number): Buffer {
  const longer = Buffer.alloc(Math.max(content.length, position + bytes.length))
  longer.set(content)
  longer.set(bytes, position)
  return longer
}

export function truncateTo(content: Buffer, length: number): Buffer {
  const cut = Buffer.alloc(length)
  cut.set(content.subarray(0, length))
  return cut
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code })
}
