// hnswlib-wasm types its entry for browsers only; this is the module behind it, which takes the hooks that Node needs.
declare module 'hnswlib-wasm/dist/hnswlib-317962d7.js' {
  import type { HnswlibFactory } from './hnswlib.js'
  const factory: HnswlibFactory
  export default factory
}
