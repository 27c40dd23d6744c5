/** The graph class of hnswlib-wasm, as far as it is used. Every method may throw a `WebAssembly.Exception`. */
export interface HierarchicalGraph {
  initIndex(maxElements: number, m: number, efConstruction: number, randomSeed: number): void
  /** Resets what `setEfSearch` set. */
  readIndex(fileName: string, maxElements: number): void
  writeIndex(fileName: string): void
  resizeIndex(maxElements: number): void
  addPoint(point: Float32Array, label: number, replaceDeleted: boolean): void
  /** By rising distance; `count` must not exceed `maxElements`. */
  searchKnn(query: Float32Array, count: number, filter: undefined): { readonly distances: number[]; readonly neighbors: number[] }
  getCurrentCount(): number
  getMaxElements(): number
  setEfSearch(ef: number): void
}

/** One instance of hnswlib-wasm, with a memory of its own. */
export interface Hnswlib {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number, autoSaveFileName: string) => HierarchicalGraph
  readonly EmscriptenFileSystemManager: { initializeFileSystem(type: 'IDBFS'): void }
  /** Type and message of a C++ exception. */
  getExceptionMessage(error: WebAssembly.Exception): readonly [type: string, message: string]
  setIdbfsSynced(isSynced: boolean): void
}

export type HnswlibImports = Record<'env' | 'wasi_snapshot_preview1', Record<string, unknown>>

/** Makes an instance; needs `globalThis.window` while it runs, not later. */
export type HnswlibFactory = (hooks: {
  print: () => void
  printErr: () => void
  instantiateWasm: (
    imports: HnswlibImports,
    receive: (instance: WebAssembly.Instance) => Record<string, unknown>,
  ) => Record<string, unknown>
}) => Promise<Hnswlib>
