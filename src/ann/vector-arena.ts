import { LimitError } from '../errors/errors.js'
import { KERNEL_BASE64 } from './kernel-bytes.js'

const PAGE_BYTES = 65_536
/** Most that 32-bit addresses reach. */
const MAX_BYTES = 65_536 * PAGE_BYTES
/** Page 0 holds the query, page 1 slots and results of one chunk, rows begin at page 2. */
const SLOTS_AT = PAGE_BYTES
const CHUNK = 4096
const RESULTS_AT = SLOTS_AT + CHUNK * 4
const ROWS_AT = 2 * PAGE_BYTES
/** Rows are padded to this many floats, so that the kernel needs no remainder loop. */
const LANES = 8
/** Longest embedding: the query must fit page 0. */
export const MAX_DIMENSIONS = PAGE_BYTES / 4
const FIRST_ROWS = 64
const GROWTH = 1.5
/** Below that an arena is not worth moving: WebAssembly memory never shrinks, only a new one is smaller. */
const MIN_SPARSE_BYTES = 8 * 2 ** 20
/** Share of the rows in use under which most of the memory is a leftover. */
const SPARSE_SHARE = 0.25

interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly scan: (query: number, slots: number, count: number, rows: number, stride: number, out: number) => void
}

let compiled: WebAssembly.Module | undefined

/**
 * Rows of float32 in WebAssembly memory, scanned by a SIMD kernel. All partitions of a thread share one arena; each keeps
 * the numbers of its own slots, so thousands of small partitions cost no more than one large. Released slots are used again;
 * memory is given back only by moving what is left to another arena.
 */
export class VectorArena {
  readonly dimensions: number
  readonly #kernel: Kernel
  readonly #stride: number
  readonly #free: number[] = []
  #used = 0
  #capacity = 0
  #floats: Float32Array
  #slots: Uint32Array

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.#stride = Math.ceil(dimensions / LANES) * LANES * 4
    compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(KERNEL_BASE64, 'base64')))
    this.#kernel = new WebAssembly.Instance(compiled).exports as unknown as Kernel
    this.#floats = new Float32Array(this.#kernel.memory.buffer)
    this.#slots = new Uint32Array(this.#kernel.memory.buffer)
  }

  /** Bytes that the arena holds, whether in use or not. */
  get heldBytes(): number {
    return this.#kernel.memory.buffer.byteLength
  }

  /** Embeddings in it. */
  get storedRows(): number {
    return this.#used - this.#free.length
  }

  /** Whether moving what is left to a new arena would free a lot. */
  get isSparse(): boolean {
    return this.heldBytes > MIN_SPARSE_BYTES && this.storedRows < this.#capacity * SPARSE_SHARE
  }

  /** Copies an embedding into a free slot and returns its number; throws `LimitError` when 4 GiB are full. */
  store(embedding: Float32Array): number {
    if (this.#free.length === 0 && this.#used === this.#capacity) this.#grow()
    const slot = this.#free.pop() ?? this.#used++
    this.#floats.set(embedding, (ROWS_AT + slot * this.#stride) / 4)
    return slot
  }

  /** Frees a slot; each must be released once. */
  release(slot: number): void {
    this.#free.push(slot)
  }

  /** A copy of the embedding in a slot. */
  read(slot: number): Float32Array {
    const start = (ROWS_AT + slot * this.#stride) / 4
    return this.#floats.slice(start, start + this.dimensions)
  }

  /** Writes the dot product of `query` with each of the first `count` slots into `results`. */
  scan(query: Float32Array, slots: Uint32Array, count: number, results: Float32Array): void {
    this.#floats.fill(0, this.dimensions, this.#stride / 4)
    this.#floats.set(query, 0)
    for (let start = 0; start < count; start += CHUNK) {
      const size = Math.min(CHUNK, count - start)
      this.#slots.set(slots.subarray(start, start + size), SLOTS_AT / 4)
      this.#kernel.scan(0, SLOTS_AT, size, ROWS_AT, this.#stride, RESULTS_AT)
      results.set(this.#floats.subarray(RESULTS_AT / 4, RESULTS_AT / 4 + size), start)
    }
  }

  #grow(): void {
    const most = Math.floor((MAX_BYTES - ROWS_AT) / this.#stride)
    const wanted = Math.min(most, Math.max(FIRST_ROWS, Math.ceil(this.#capacity * GROWTH)))
    if (wanted <= this.#capacity) throw limitError(this.heldBytes)
    const pages = Math.ceil((ROWS_AT + wanted * this.#stride - this.heldBytes) / PAGE_BYTES)
    try {
      if (pages > 0) this.#kernel.memory.grow(pages)
    } catch {
      throw limitError(this.heldBytes + pages * PAGE_BYTES)
    }
    this.#capacity = Math.floor((this.heldBytes - ROWS_AT) / this.#stride)
    this.#floats = new Float32Array(this.#kernel.memory.buffer)
    this.#slots = new Uint32Array(this.#kernel.memory.buffer)
  }
}

function limitError(size: number): LimitError {
  return new LimitError({ what: 'an index', size, limit: MAX_BYTES, unit: 'bytes' })
}
