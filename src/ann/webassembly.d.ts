// The part of the WebAssembly API that the kernels need; TypeScript has it in lib.dom only, which would let browser globals in.
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module'
  }
  const Module: new (bytes: Uint8Array) => Module
  /** Tells whether the bytes are a module that this runtime can compile. */
  function validate(bytes: Uint8Array): boolean

  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>)
    readonly exports: Record<string, unknown>
  }
  class Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }

  /** What compiled C++ throws; only the library that threw it can read its message. */
  interface Exception {
    getArg(tag: object, index: number): unknown
  }
  const Exception: new (tag: object, payload: readonly unknown[]) => Exception
}
