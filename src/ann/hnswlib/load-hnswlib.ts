import type { Hnswlib, HnswlibFactory, HnswlibImports } from './hnswlib.js'
import { MemoryFile } from './memory-file.js'

/** Where the library's source keeps its WebAssembly. */
const EMBEDDED_WASM = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]{1000,})/

interface Loaded {
  readonly factory: HnswlibFactory
  readonly module: WebAssembly.Module
}

let loading: Promise<Loaded> | undefined

/**
 * Makes an instance of hnswlib-wasm with a memory and a file of its own; the memory is freed with it. The library is
 * loaded and compiled once, on the first call. It was built for browsers: it looks for a window while it starts, and its
 * file system is replaced by a {@link MemoryFile}.
 */
export async function loadHnswlib(): Promise<{ readonly library: Hnswlib; readonly file: MemoryFile }> {
  loading ??= load()
  const { factory, module } = await loading
  const file = new MemoryFile()
  let library: Hnswlib | undefined
  library = await withWindow(() =>
    factory({
      print: () => {},
      printErr: () => {},
      instantiateWasm: (imports, receive) => {
        const instance = new WebAssembly.Instance(
          module,
          replaceFiles(imports, file, () => library?.setIdbfsSynced(true)),
        )
        file.attach(instance.exports['memory'] as WebAssembly.Memory)
        return receive(instance)
      },
    }),
  )
  library.EmscriptenFileSystemManager.initializeFileSystem('IDBFS')
  return { library, file }
}

/** The library carries its WebAssembly as text in its factory, the one place that every runtime and bundler keeps. */
async function load(): Promise<Loaded> {
  const { default: factory } = await import('hnswlib-wasm/dist/hnswlib-317962d7.js')
  const base64 = EMBEDDED_WASM.exec(factory.toString())?.[1]
  if (base64 === undefined) throw new Error('hnswlib-wasm does not carry its WebAssembly')
  return { factory, module: new WebAssembly.Module(Uint8Array.from(Buffer.from(base64, 'base64'))) }
}

function replaceFiles(
  { env, wasi_snapshot_preview1 }: HnswlibImports,
  { imports }: MemoryFile,
  onSync: () => void,
): HnswlibImports {
  return {
    // The two others mount IndexedDB and print a line about it, and save to it.
    env: { ...env, ...imports.env, emscripten_asm_const_int: () => 0, syncIdb_js: onSync },
    wasi_snapshot_preview1: { ...wasi_snapshot_preview1, ...imports.wasi_snapshot_preview1 },
  }
}

/** Runs `start`, which must do its work before it returns, with a `globalThis.window`. */
function withWindow<T>(start: () => T): T {
  if ('window' in globalThis) return start()
  Object.defineProperty(globalThis, 'window', { value: {}, configurable: true })
  try {
    return start()
  } finally {
    Reflect.deleteProperty(globalThis, 'window')
  }
}
