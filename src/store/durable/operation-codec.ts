import type { Entry } from '../entry.js'
import type { StoreOperation } from '../store.js'

/**
 * A list of operations as bytes: the length of a JSON text (uint32, little-endian), the text, then the numbers of all
 * embeddings and lexical vectors as they are in memory, in the order in which the text mentions them by length.
 */
export function encodeOperations(operations: readonly StoreOperation[]): Uint8Array {
  const numbers: Uint8Array[] = []
  const texts = operations.map((operation) => encodeOne(operation, numbers))
  const text = Buffer.from(JSON.stringify(texts))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  return Buffer.concat([length, text, ...numbers])
}

/** Reads what {@link encodeOperations} wrote; throws on anything else. */
export function decodeOperations(bytes: Uint8Array): StoreOperation[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const textEnd = 4 + buffer.readUInt32LE(0)
  const numbers = new NumberReader(buffer, textEnd)
  const texts = JSON.parse(buffer.toString('utf8', 4, textEnd)) as EncodedOperation[]
  const operations = texts.map((text) => decodeOne(text, numbers))
  numbers.expectEnd()
  return operations
}

/** An entry without its numbers, which are counted instead. */
type EncodedEntry = Omit<Entry, 'embedding' | 'lexical'> & { readonly dimensions: number | null; readonly terms: number }

type EncodedOperation =
  | Exclude<StoreOperation, { readonly type: 'put-entry' | 'set-embeddings' }>
  | { readonly type: 'put-entry'; readonly entry: EncodedEntry }
  | {
      readonly type: 'set-embeddings'
      readonly encoderId: string
      readonly items: readonly { readonly id: number; readonly dimensions: number }[]
    }

function encodeOne(operation: StoreOperation, numbers: Uint8Array[]): EncodedOperation {
  const push = (array: Float32Array | Uint32Array) =>
    numbers.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  if (operation.type === 'put-entry') {
    const { embedding, lexical, ...rest } = operation.entry
    if (embedding) push(embedding)
    push(lexical.ids)
    push(lexical.weights)
    return { type: 'put-entry', entry: { ...rest, dimensions: embedding?.length ?? null, terms: lexical.ids.length } }
  }
  if (operation.type === 'set-embeddings') {
    for (const { embedding } of operation.items) push(embedding)
    return { ...operation, items: operation.items.map(({ id, embedding }) => ({ id, dimensions: embedding.length })) }
  }
  return operation
}

function decodeOne(encoded: EncodedOperation, numbers: NumberReader): StoreOperation {
  if (encoded.type === 'put-entry') {
    const { dimensions, terms, ...rest } = encoded.entry
    const embedding = dimensions === null ? null : numbers.floats(dimensions)
    return {
      type: 'put-entry',
      entry: { ...rest, embedding, lexical: { ids: numbers.integers(terms), weights: numbers.floats(terms) } },
    }
  }
  if (encoded.type === 'set-embeddings') {
    return { ...encoded, items: encoded.items.map(({ id, dimensions }) => ({ id, embedding: numbers.floats(dimensions) })) }
  }
  return encoded
}

class NumberReader {
  readonly #buffer: Buffer
  #position: number

  constructor(buffer: Buffer, position: number) {
    this.#buffer = buffer
    this.#position = position
  }

  floats(count: number): Float32Array {
    return new Float32Array(this.#take(4 * count))
  }

  integers(count: number): Uint32Array {
    return new Uint32Array(this.#take(4 * count))
  }

  expectEnd(): void {
    if (this.#position !== this.#buffer.length) throw new RangeError(`${this.#buffer.length - this.#position} bytes left over`)
  }

  /** Copies, since the record's bytes need not be aligned. */
  #take(byteCount: number): ArrayBuffer {
    const end = this.#position + byteCount
    if (!(end <= this.#buffer.length)) throw new RangeError('the numbers end early')
    const copy = new Uint8Array(byteCount)
    copy.set(this.#buffer.subarray(this.#position, end))
    this.#position = end
    return copy.buffer
  }
}
