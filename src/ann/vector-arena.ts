import { KERNEL_BASE64 } from './kernel-bytes.js'

const PAGE_BYTES = 65_536
/** Page 0 holds the query, page 1 slots and results of one chunk, rows begin at page 2. */
const SLOTS_AT = PAGE_BYTES
const CHUNK = 4096
const RESULTS_AT = SLOTS_AT + CHUNK * 4
const ROWS_AT = 2 * PAGE_BYTES
/** Rows are padded to this many floats, so that the kernel needs no remainder loop. */
const LANES = 8
/** Longest embedding: the query must fit page 0. */
export const MAX_DIMENSIONS = PAGE_BYTES / 4

interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly scan: (query: number, slots: number, count: number, rows: number, stride: number, out: number) => void
}

const kernelModule = new WebAssembly.Module(Uint8Array.from(Buffer.from(KERNEL_BASE64, 'base64')))

/**
 * Rows of float32 in WebAssembly memory, scanned by a SIMD kernel. All partitions of a thread share one arena; each keeps
 * the numbers of its own slots, so thousands of small partitions cost no more than one large.
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
    this.#kernel = new WebAssembly.Instance(kernelModule).exports as unknown as Kernel
    this.#floats = new Float32Array(this.#kernel.memory.buffer)
    this.#slots = new Uint32Array(this.#kernel.memory.buffer)
  }

  /** Copies an embedding into a free slot and returns its number. */
  store(embedding: Float32Array): number {
    const slot = this.#free.pop() ?? this.#used++
    if (slot >= this.#capacity) this.#grow()
    this.#floats.set(embedding, (ROWS_AT + slot * this.#stride) / 4)
    return slot
  }

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
    const wanted = Math.max(64, Math.ceil(this.#capacity * 1.5))
    const bytes = ROWS_AT + wanted * this.#stride
    const pages = Math.ceil((bytes - this.#kernel.memory.buffer.byteLength) / PAGE_BYTES)
    if (pages > 0) this.#kernel.memory.grow(pages)
    this.#capacity = Math.floor((this.#kernel.memory.buffer.byteLength - ROWS_AT) / this.#stride)
    this.#floats = new Float32Array(this.#kernel.memory.buffer)
    this.#slots = new Uint32Array(this.#kernel.memory.buffer)
  }
}
