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
const FIRST_ROWS = 64
const GROWTH = 1.5

/** The functions of kernel.wat, where each is described; arguments are addresses, counts and bytes. */
export interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly multiplyFloats: (query: number, slots: number, count: number, rows: number, stride: number, out: number) => void
  readonly boundCodes: (
    query: number,
    slots: number,
    count: number,
    rows: number,
    stride: number,
    lower: number,
    upper: number,
    scale: number,
    length: number,
    error: number,
  ) => void
}

/** Where a kernel finds a chunk: its slots, all rows, and room for as many results in each of two places. */
export interface Chunk {
  readonly slots: number
  readonly count: number
  readonly rows: number
  readonly first: number
  readonly second: number
}

let compiled: WebAssembly.Module | undefined

/** Rows of one length in a WebAssembly memory of their own, beside the SIMD functions over them. */
export class RowMemory {
  readonly kernel: Kernel
  /** Bytes of a row. */
  readonly stride: number
  #capacity = 0

  constructor(stride: number) {
    compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(KERNEL_BASE64, 'base64')))
    this.kernel = new WebAssembly.Instance(compiled).exports as unknown as Kernel
    this.stride = stride
  }

  /** Where the query is to be written, at 0, and the rows; another one after {@link RowMemory.reserve}. */
  get buffer(): ArrayBuffer {
    return this.kernel.memory.buffer
  }

  /** Rows that fit. */
  get capacity(): number {
    return this.#capacity
  }

  /** Byte at which a row begins. */
  offsetOf(slot: number): number {
    return ROWS_AT + slot * this.stride
  }

  /** Makes room for so many rows, and for half as many again; throws `LimitError` when 4 GiB or the machine are full. */
  reserve(rows: number): void {
    if (rows <= this.#capacity) return
    const most = Math.floor((MAX_BYTES - ROWS_AT) / this.stride)
    const wanted = Math.max(rows, Math.min(most, Math.max(FIRST_ROWS, Math.ceil(this.#capacity * GROWTH))))
    const bytes = this.offsetOf(wanted)
    const missing = Math.ceil((bytes - this.buffer.byteLength) / PAGE_BYTES)
    try {
      if (missing > 0) this.kernel.memory.grow(missing)
    } catch {
      throw new LimitError({ what: 'embeddings', size: bytes, limit: MAX_BYTES, unit: 'bytes' })
    }
    this.#capacity = Math.floor((this.buffer.byteLength - ROWS_AT) / this.stride)
  }

  /** Runs a kernel on the first `count` slots, chunk by chunk, and copies what it leaves in the first places. */
  scan(slots: Uint32Array, count: number, run: (chunk: Chunk) => void, ...results: readonly Float32Array[]): void {
    for (let start = 0; start < count; start += CHUNK) {
      const size = Math.min(CHUNK, count - start)
      new Uint32Array(this.buffer, SLOTS_AT, size).set(slots.subarray(start, start + size))
      run({ slots: SLOTS_AT, count: size, rows: ROWS_AT, first: RESULTS_AT, second: RESULTS_AT + CHUNK * 4 })
      results.forEach((result, place) => result.set(new Float32Array(this.buffer, RESULTS_AT + place * CHUNK * 4, size), start))
    }
  }
}
