import { randomBytes } from 'node:crypto'
import { StoreKeyError, StoreVersionError } from '../../../errors/errors.js'
import type { Cipher } from '../../../security/cipher.js'
import { isOwnFile } from '../../sqlite/own-file.js'
import type { FileSystem, OpenFile } from '../file-system.js'
import { decodeHeader } from '../journal-format.js'
import { SealedFile, type ChunkPlace } from './sealed-file.js'
import {
  chunkAt,
  decodeSealedHeader,
  encodeSealedHeader,
  nextChunkAfter,
  SEALED_VERSION,
  type FoundChunk,
  type SealedHeader,
} from './sealed-format.js'

/** Chunks decrypted at the same time. */
const CHUNKS_AT_A_TIME = 64

/**
 * A file system whose files are encrypted; everything above sees their content. Files that are encrypted with another key, or
 * not at all, are refused with `StoreKeyError`, so that nobody can put a file of their own in the place of ours.
 *
 * Damage is left for recovery to find: a run of bytes that is no whole chunk, or the lack of one, reads as zeros. A whole
 * chunk that the cipher refuses is no accident (its checksum holds): `StoreKeyError`, and nothing is touched.
 */
export class SealedFileSystem implements FileSystem {
  readonly #files: FileSystem
  readonly #cipher: Cipher

  constructor(files: FileSystem, cipher: Cipher) {
    this.#files = files
    this.#cipher = cipher
  }

  async read(path: string): Promise<Uint8Array | null> {
    const bytes = await this.#files.read(path)
    if (!bytes?.length) return bytes
    const header = this.#checkHeader(path, bytes)
    // Begins like nothing that recovery takes for content.
    if (!header || !chunkAt(bytes, header.end)) return bytes
    return this.#decrypt(path, bytes, header)
  }

  async create(path: string): Promise<OpenFile> {
    const raw = await this.#files.create(path)
    try {
      const file = Uint8Array.from(randomBytes(16))
      const header = encodeSealedHeader(file, this.#cipher.id)
      await raw.write(header, 0)
      return new SealedFile({ raw, cipher: this.#cipher, file, headerEnd: header.length, chunks: [] })
    } catch (error) {
      await raw.close().catch(() => {})
      throw error
    }
  }

  async open(path: string): Promise<OpenFile> {
    const bytes = (await this.#files.read(path)) ?? new Uint8Array()
    const header = this.#checkHeader(path, bytes)
    if (!header) throw new Error(`${path} does not begin like an encrypted file`)
    const chunks: ChunkPlace[] = []
    let last: ChunkPlace = { position: 0, length: 0, start: header.end, end: header.end }
    for (let chunk; (chunk = chunkAt(bytes, last.end)) && chunk.position === endOf(last);) {
      const { position, length, start, end } = chunk
      chunks.push((last = { position, length, start, end }))
    }
    const raw = await this.#files.open(path)
    return new SealedFile({ raw, cipher: this.#cipher, file: header.file, headerEnd: header.end, chunks })
  }

  /** Not for content: what it makes is not encrypted. */
  createNew(path: string, bytes: Uint8Array): Promise<boolean> {
    return this.#files.createNew(path, bytes)
  }

  rename(from: string, to: string): Promise<void> {
    return this.#files.rename(from, to)
  }

  link(from: string, to: string): Promise<void> {
    return this.#files.link(from, to)
  }

  remove(path: string): Promise<void> {
    return this.#files.remove(path)
  }

  makeFolder(path: string): Promise<void> {
    return this.#files.makeFolder(path)
  }

  syncFolder(path: string): Promise<void> {
    return this.#files.syncFolder(path)
  }

  realPath(path: string): Promise<string> {
    return this.#files.realPath(path)
  }

  /** Null for bytes that begin neither like an encrypted file nor like one of ours that is not. */
  #checkHeader(path: string, bytes: Uint8Array): (SealedHeader & { readonly end: number }) | null {
    if (isOwnFile(bytes) || decodeHeader(bytes)) {
      const problem = 'it is not encrypted'
      throw new StoreKeyError({ path, problem, remedy: 'Leave `encrypt` out, or start a new file with another dbPath' })
    }
    const header = decodeSealedHeader(bytes)
    if (!header) return null
    if (header.version > SEALED_VERSION) {
      throw new StoreVersionError({ path, found: header.version, supported: SEALED_VERSION })
    }
    if (header.cipherId !== this.#cipher.id) {
      const problem = `it was encrypted with ${header.cipherId}, and ${this.#cipher.id} was given`
      throw new StoreKeyError({ path, problem, remedy: 'Pass the key that it was written with, or use another dbPath' })
    }
    return header
  }

  async #decrypt(path: string, bytes: Uint8Array, { file, end }: SealedHeader & { readonly end: number }): Promise<Uint8Array> {
    const pieces = splitPieces(bytes, end)
    const contents: Uint8Array[] = []
    for (let from = 0; from < pieces.length; from += CHUNKS_AT_A_TIME) {
      const some = pieces.slice(from, from + CHUNKS_AT_A_TIME)
      contents.push(...(await Promise.all(some.map((piece) => this.#contentOf(path, file, piece)))))
    }
    return contents.length === 1 ? contents[0]! : Buffer.concat(contents)
  }

  async #contentOf(path: string, file: Uint8Array, piece: Piece): Promise<Uint8Array> {
    if ('gap' in piece) return new Uint8Array(piece.gap)
    const { position, length, sealed } = piece
    let content: Uint8Array
    try {
      content = await this.#cipher.decrypt(sealed, { file, position })
    } catch (error) {
      throw this.#refused(path, error instanceof Error ? error.message : String(error), error)
    }
    if (content.length === length) return content
    throw this.#refused(path, `${content.length} bytes came out of the place of ${length}`)
  }

  #refused(path: string, reason: string, cause?: unknown): StoreKeyError {
    const remedy = 'Restore a copy of it, or start a new file with another dbPath'
    return new StoreKeyError({ path, problem: `it cannot be decrypted: ${reason}`, remedy }, { cause })
  }
}

/** A chunk, or so many bytes of content that are not to be had. */
type Piece = FoundChunk | { readonly gap: number }

/** The chunks of a file in their order, with a gap wherever one is damaged, missing or twice there. */
function splitPieces(bytes: Uint8Array, from: number): Piece[] {
  const pieces: Piece[] = []
  let position: number | null = 0
  for (let at = from; at < bytes.length;) {
    const chunk = chunkAt(bytes, at)
    if (chunk) {
      if (position !== null && chunk.position !== position) pieces.push({ gap: 1 })
      pieces.push(chunk)
      position = endOf(chunk)
      at = chunk.end
    } else {
      const next = nextChunkAfter(bytes, at)
      pieces.push({ gap: next - at })
      position = null
      at = next
    }
  }
  return pieces
}

function endOf({ position, length }: ChunkPlace): number {
  return position + length
}
