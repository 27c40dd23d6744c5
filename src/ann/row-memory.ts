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

type Multiply = (query: number, slots: number, count: number, rows: number, stride: number, out: number) => void

/** The functions of kernel.wat. */
interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly multiplyFloats: Multiply
  readonly multiplyCodes: Multiply
}

let compiled: WebAssembly.Module | undefined

/** Rows of one length in a WebAssembly memory of their own, and the SIMD function that multiplies them with a query. */
export class RowMemory {
  readonly #memory: WebAssembly.Memory
  readonly #multiply: Multiply
  readonly #stride: number
  #capacity = 0

  /** `stride` is the bytes of a row: a multiple of 32 for floats, of 16 for codes. */
  constructor(stride: number, content: 'floats' | 'codes') {
    compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(KERNEL_BASE64, 'base64')))
    const kernel = new WebAssembly.Instance(compiled).exports as unknown as Kernel
    this.#memory = kernel.memory
    this.#multiply = content === 'floats' ? kernel.multiplyFloats : kernel.multiplyCodes
    this.#stride = stride
  }

  /** Where the query is to be written, at 0, and the rows; another one after {@link RowMemory.reserve}. */
  get buffer(): ArrayBuffer {
    return this.#memory.buffer
  }

  /** Rows that fit. */
  get capacity(): number {
    return this.#capacity
  }

  /** Byte at which a row begins. */
  offsetOf(slot: number): number {
    return ROWS_AT + slot * this.#stride
  }

  /** Makes room for so many rows, and for half as many again; throws `LimitError` when 4 GiB or the machine are full. */
  reserve(rows: number): void {
    if (rows <= this.#capacity) return
    const most = Math.floor((MAX_BYTES - ROWS_AT) / this.#stride)
    const wanted = Math.max(rows, Math.min(most, Math.max(FIRST_ROWS, Math.ceil(this.#capacity * GROWTH))))
    const bytes = this.offsetOf(wanted)
    const missing = Math.ceil((bytes - this.buffer.byteLength) / PAGE_BYTES)
    try {
      if (missing > 0) this.#memory.grow(missing)
    } catch {
      throw new LimitError({ what: 'embeddings', size: bytes, limit: MAX_BYTES, unit: 'bytes' })
    }
    this.#capacity = Math.floor((this.buffer.byteLength - ROWS_AT) / this.#stride)
  }

  /** Writes the product of the query with each of the first `count` slots into `results`. */
  multiply(slots: Uint32Array, count: number, results: Float32Array): void {
    const chunkSlots = new Uint32Array(this.buffer, SLOTS_AT, CHUNK)
    const chunkResults = new Float32Array(this.buffer, RESULTS_AT, CHUNK)
    for (let start = 0; start < count; start += CHUNK) {
      const size = Math.min(CHUNK, count - start)
      chunkSlots.set(slots.subarray(start, start + size))
      this.#multiply(0, SLOTS_AT, size, ROWS_AT, this.#stride, RESULTS_AT)
      results.set(chunkResults.subarray(0, size), start)
    }
  }
}
