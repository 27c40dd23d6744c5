import type { FileSystem, OpenFile } from './file-system.js'
import { encodeHeader, type JournalHeader } from './journal-format.js'

/** A journal open for appending. One write at a time, and one sync, which may run beside a write. */
export class JournalFile {
  readonly generation: number
  readonly #file: OpenFile
  #length: number
  #isSound = true

  private constructor(file: OpenFile, generation: number, length: number) {
    this.#file = file
    this.generation = generation
    this.#length = length
  }

  /**
   * Makes a new journal with `records` in it, on disk, and lets `finish` put it in the place of `path`. The folder is still
   * to be synced; when this throws, the file in that place is as it was.
   */
  static async create(
    files: FileSystem,
    path: string,
    header: JournalHeader,
    records: Uint8Array,
    finish: (journal: JournalFile, takePlace: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const temporary = `${path}.tmp`
    const file = await files.create(temporary)
    try {
      const journal = new JournalFile(file, header.generation, 0)
      await journal.append(Buffer.concat([encodeHeader(header), records]))
      await journal.sync()
      await finish(journal, () => files.rename(temporary, path))
    } catch (error) {
      await file.close().catch(() => {})
      await files.remove(temporary).catch(() => {})
      throw error
    }
  }

  /** Goes on with a journal whose first `length` bytes are good, cutting off what follows; these are on disk from then on. */
  static async continue(files: FileSystem, path: string, generation: number, length: number): Promise<JournalFile> {
    const file = await files.open(path)
    try {
      await file.truncate(length)
      // Whoever wrote them may have died before its sync.
      await file.datasync()
      return new JournalFile(file, generation, length)
    } catch (error) {
      await file.close().catch(() => {})
      throw error
    }
  }

  /** Bytes written and not taken back. */
  get length(): number {
    return this.#length
  }

  /** False once its content can no longer be told: after a failed sync, or a failed write that could not be cut off. */
  get isSound(): boolean {
    return this.#isSound
  }

  /** Makes it unsound. */
  distrust(): void {
    this.#isSound = false
  }

  /** Appends all of `bytes` or, when that fails, nothing. */
  async append(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.write(bytes, this.#length)
    } catch (error) {
      await this.#file.truncate(this.#length).catch(() => {
        this.#isSound = false
      })
      throw error
    }
    this.#length += bytes.length
  }

  /** Resolves when what had been appended before has reached the disk. */
  async sync(): Promise<void> {
    try {
      await this.#file.datasync()
    } catch (error) {
      // The system may have dropped the pages and would report success next time.
      this.#isSound = false
      throw error
    }
  }

  /** What was appended from `offset` on; nothing when it ends before that. */
  async readFrom(offset: number): Promise<Uint8Array> {
    return offset < this.#length ? this.#file.read(offset, this.#length - offset) : new Uint8Array(0)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
