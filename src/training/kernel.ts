import { KERNEL_BASE64 } from './kernel-bytes.js'

const PAGE_BYTES = 65_536

/** Functions of kernel.wat, where each is described; addresses and strides are in bytes. */
interface KernelFunctions {
  readonly memory: WebAssembly.Memory
  readonly multiply: (
    a: number,
    aRow: number,
    aK: number,
    aTile: number,
    tiles: number,
    b: number,
    bPanel: number,
    panels: number,
    depth: number,
    c: number,
    cRow: number,
    cTile: number,
    cPanel: number,
    accumulate: number,
  ) => void
  readonly pack: (input: number, rowStride: number, rows: number, groups: number, output: number) => void
  readonly adamW: (
    weight: number,
    gradient: number,
    mean: number,
    variance: number,
    count: number,
    decay: number,
    rate: number,
    beta1: number,
    beta2: number,
    correction: number,
    epsilon: number,
  ) => void
}

let compiled: WebAssembly.Module | undefined

/** Floats in WebAssembly memory and the SIMD functions over them. What is allocated is zero and lives as long as the kernel. */
export class Kernel {
  readonly run: KernelFunctions
  #floats: Float32Array
  #usedFloats = 0

  constructor() {
    compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(KERNEL_BASE64, 'base64')))
    this.run = new WebAssembly.Instance(compiled).exports as unknown as KernelFunctions
    this.#floats = new Float32Array(this.run.memory.buffer)
  }

  /** All floats of the memory; an older view is empty after the next {@link allocate}. */
  get floats(): Float32Array {
    return this.#floats
  }

  /** Reserves floats, rounded up to whole SIMD lanes; returns the index of the first in {@link floats}. */
  allocate(count: number): number {
    const start = this.#usedFloats
    this.#usedFloats += Math.ceil(count / 8) * 8
    const missing = this.#usedFloats * 4 - this.run.memory.buffer.byteLength
    if (missing > 0) {
      this.run.memory.grow(Math.ceil(missing / PAGE_BYTES))
      this.#floats = new Float32Array(this.run.memory.buffer)
    }
    return start
  }
}
