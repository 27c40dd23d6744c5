import { InvalidOptionError } from '../errors/errors.js'
import { lengthOf, quantise } from './quantise.js'
import { type Chunk, RowMemory } from './row-memory.js'

/** Rows are padded to this many numbers, so that the kernels need no remainder loop. */
const LANES = 16
/** Before the codes of a row: scale, residual, and what keeps them aligned. */
const CODES_AT = 16
const CODE_LEVELS = 127
/** 127 × 1,023 × {@link MAX_DIMENSIONS} just fits 32 bits. */
const QUERY_LEVELS = 1023
/** Longest embedding: the query must fit a page of the memory. */
const MAX_DIMENSIONS = 16_384
/** Twice the rounding of one float32 operation; the kernels need fewer than the dimensions and eight. */
const ROUNDING = 2 ** -23
const FURTHER_OPERATIONS = 8
/** The smallest normal float32: more than is lost where products are too small for one. */
const UNDERFLOW = 2 ** -126
/** Below that an arena is not worth moving: WebAssembly memory never shrinks, only a new one is smaller. */
const MIN_SPARSE_BYTES = 8 * 2 ** 20
/** Share of the rows in use under which most of the memory is a leftover. */
const SPARSE_SHARE = 0.25

/**
 * Embeddings in WebAssembly memory, each as float32 and as int8 codes of a quarter of that. All partitions of a thread share
 * one arena; each keeps the numbers of its own slots, so thousands of small partitions cost no more than one large. Released
 * slots are used again; memory is given back only by moving what is left to another arena.
 */
export class VectorArena {
  readonly dimensions: number
  readonly #floats: RowMemory
  readonly #codes: RowMemory
  readonly #free: number[] = []
  #longest = 0
  #used = 0

  /** Throws `InvalidOptionError` for other dimensions than 1…16,384. */
  constructor(dimensions: number) {
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      const allowed = `an integer from 1 to ${MAX_DIMENSIONS}`
      throw new InvalidOptionError({ option: 'dimensions', value: String(dimensions), allowed })
    }
    this.dimensions = dimensions
    const padded = Math.ceil(dimensions / LANES) * LANES
    this.#floats = new RowMemory(padded * 4)
    this.#codes = new RowMemory(CODES_AT + padded)
  }

  /** Bytes of WebAssembly memory, whether in use or not. */
  get heldBytes(): number {
    return this.#floats.buffer.byteLength + this.#codes.buffer.byteLength
  }

  /** Embeddings in it. */
  get storedRows(): number {
    return this.#used - this.#free.length
  }

  /** Whether moving what is left to a new arena would free a lot. */
  get isSparse(): boolean {
    return this.heldBytes > MIN_SPARSE_BYTES && this.storedRows < this.#floats.capacity * SPARSE_SHARE
  }

  /** Copies an embedding into a free slot and returns its number; throws `LimitError` when memory is full. */
  store(embedding: Float32Array): number {
    if (this.#free.length === 0) {
      this.#floats.reserve(this.#used + 1)
      this.#codes.reserve(this.#used + 1)
    }
    const slot = this.#free.pop() ?? this.#used++
    new Float32Array(this.#floats.buffer, this.#floats.offsetOf(slot), this.dimensions).set(embedding)
    const row = this.#codes.offsetOf(slot)
    const { scale, residual } = quantise(
      embedding,
      CODE_LEVELS,
      new Int8Array(this.#codes.buffer, row + CODES_AT, this.dimensions),
    )
    new Float32Array(this.#codes.buffer, row, 2).set([scale, residual])
    this.#longest = Math.max(this.#longest, lengthOf(embedding) + residual)
    return slot
  }

  /** Frees a slot; each must be released once. */
  release(slot: number): void {
    this.#free.push(slot)
  }

  /** A copy of the embedding in a slot. */
  read(slot: number): Float32Array {
    return new Float32Array(this.#floats.buffer, this.#floats.offsetOf(slot), this.dimensions).slice()
  }

  /** Writes the dot product of `query` with each of the first `count` slots into `results`. */
  multiply(query: Float32Array, slots: Uint32Array, count: number, results: Float32Array): void {
    new Float32Array(this.#floats.buffer, 0, this.dimensions).set(query)
    const { kernel, stride } = this.#floats
    this.#floats.scan(
      slots,
      count,
      ({ slots: at, count: size, rows, first }) => kernel.multiplyFloats(0, at, size, rows, stride, first),
      results,
    )
  }

  /**
   * Writes what {@link VectorArena.multiply} gives at least and at most, from the codes and several times faster. By Cauchy
   * and Schwarz an estimate errs by no more than what codes leave out of one vector times the length of the other.
   */
  bound(query: Float32Array, slots: Uint32Array, count: number, lower: Float32Array, upper: Float32Array): void {
    const { kernel, stride } = this.#codes
    const { scale, residual } = quantise(query, QUERY_LEVELS, new Int16Array(this.#codes.buffer, 0, this.dimensions))
    const length = lengthOf(query)
    const error = this.#longest * (residual + length * (this.dimensions + FURTHER_OPERATIONS) * ROUNDING) + UNDERFLOW
    const run = ({ slots: at, count: size, rows, first, second }: Chunk) =>
      kernel.boundCodes(0, at, size, rows, stride, first, second, scale, length, error)
    this.#codes.scan(slots, count, run, lower, upper)
  }
}
