import type { Cipher } from '../../../security/cipher.js'
import type { OpenFile } from '../file-system.js'
import { chunkAt, encodeChunk } from './sealed-format.js'

/** Where a chunk's content and its encrypted form lie. */
export interface ChunkPlace {
  readonly position: number
  readonly length: number
  readonly start: number
  readonly end: number
}

/** What is known of an encrypted file that is open. */
export interface SealedFileParts {
  readonly raw: OpenFile
  readonly cipher: Cipher
  /** The random bytes of its header. */
  readonly file: Uint8Array
  /** Where its first chunk begins. */
  readonly headerEnd: number
  readonly chunks: readonly ChunkPlace[]
}

/**
 * A file whose content is encrypted on the way to the disk; positions and lengths are those of the content. Every write is
 * one chunk, so content can only be added at the end. A chunk whose truth the cipher denies makes `read` reject.
 */
export class SealedFile implements OpenFile {
  readonly #raw: OpenFile
  readonly #cipher: Cipher
  readonly #file: Uint8Array
  readonly #headerEnd: number
  #chunks: ChunkPlace[]

  constructor({ raw, cipher, file, headerEnd, chunks }: SealedFileParts) {
    this.#raw = raw
    this.#cipher = cipher
    this.#file = file
    this.#headerEnd = headerEnd
    this.#chunks = [...chunks]
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    if (position !== this.#length) throw new RangeError(`content of ${this.#length} bytes cannot be written at ${position}`)
    if (bytes.length === 0) return
    const sealed = await this.#cipher.encrypt(bytes, { file: this.#file, position })
    const chunk = encodeChunk({ position, length: bytes.length, sealed })
    const start = this.#rawLength
    await this.#raw.write(chunk, start)
    this.#chunks.push({ position, length: bytes.length, start, end: start + chunk.length })
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const end = position + length
    const touched = this.#chunks.filter((chunk) => chunk.position < end && chunk.position + chunk.length > position)
    const contents = await Promise.all(touched.map((chunk) => this.#readChunk(chunk)))
    const first = touched[0]?.position ?? position
    return Buffer.concat(contents).subarray(position - first, end - first)
  }

  async truncate(length: number): Promise<void> {
    const whole = this.#chunks.filter((chunk) => chunk.position + chunk.length <= length)
    const cut = this.#chunks[whole.length]
    const rest = cut && cut.position < length ? (await this.#readChunk(cut)).subarray(0, length - cut.position) : null
    await this.#raw.truncate(whole.at(-1)?.end ?? this.#headerEnd)
    this.#chunks = whole
    if (rest) await this.write(rest, this.#length)
  }

  datasync(): Promise<void> {
    return this.#raw.datasync()
  }

  close(): Promise<void> {
    return this.#raw.close()
  }

  get #length(): number {
    const last = this.#chunks.at(-1)
    return last ? last.position + last.length : 0
  }

  get #rawLength(): number {
    return this.#chunks.at(-1)?.end ?? this.#headerEnd
  }

  async #readChunk({ position, start, end }: ChunkPlace): Promise<Uint8Array> {
    const chunk = chunkAt(await this.#raw.read(start, end - start), 0)
    if (!chunk) throw new Error(`the file was changed at byte ${start} while it was open`)
    return this.#cipher.decrypt(chunk.sealed, { file: this.#file, position })
  }
}
