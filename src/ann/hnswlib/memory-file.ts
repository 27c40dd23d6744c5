/** Errno of WASI, negated as Emscripten's calls return it. */
const NO_SUCH_FILE = -44
const FIRST_CAPACITY = 64 * 1024
/** Above standard input, output and errors. */
const DESCRIPTOR = 3
const ACCESS_MASK = 3

/**
 * The only file that an instance of hnswlib-wasm sees, in memory, whatever name it uses. The library was built for
 * IndexedDB; {@link MemoryFile.imports} takes the place of its file system calls.
 */
export class MemoryFile {
  #memory: WebAssembly.Memory | undefined
  #bytes = new Uint8Array(0)
  #size = 0
  #at = 0

  /** Must be called with the memory of the instance before it opens the file. */
  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory
  }

  /** Puts content there for the library to read; not copied. */
  set(content: Uint8Array): void {
    this.#bytes = content as Uint8Array<ArrayBuffer>
    this.#size = content.length
  }

  /** What the library wrote; leaves the file empty. */
  take(): Uint8Array {
    const content = this.#bytes.subarray(0, this.#size)
    this.set(new Uint8Array(0))
    return content
  }

  /** The functions that the instance imports for its files. */
  get imports() {
    return {
      env: { __syscall_openat: (_folder: number, _path: number, flags: number) => this.#open(flags) },
      wasi_snapshot_preview1: {
        fd_write: (descriptor: number, parts: number, count: number, result: number) =>
          this.#transfer(parts, count, result, (part) => (descriptor === DESCRIPTOR ? this.#write(part) : part.length)),
        fd_read: (_descriptor: number, parts: number, count: number, result: number) =>
          this.#transfer(parts, count, result, (part) => this.#read(part)),
        fd_seek: (_descriptor: number, low: number, high: number, whence: number, result: number) =>
          this.#seek(high * 2 ** 32 + (low >>> 0), whence, result),
        fd_close: () => 0,
      },
    }
  }

  #open(flags: number): number {
    const isWriting = (flags & ACCESS_MASK) !== 0
    this.#at = 0
    if (isWriting) {
      this.#bytes = new Uint8Array(FIRST_CAPACITY)
      this.#size = 0
    }
    return isWriting || this.#size > 0 ? DESCRIPTOR : NO_SUCH_FILE
  }

  /** Hands each part of the instance's memory to `move`, which returns how many bytes it moved. */
  #transfer(parts: number, count: number, result: number, move: (part: Uint8Array) => number): number {
    const { buffer } = this.#memory!
    const words = new Uint32Array(buffer)
    let moved = 0
    for (let part = parts / 4; part < parts / 4 + count * 2; part += 2) {
      moved += move(new Uint8Array(buffer, words[part], words[part + 1]))
    }
    words[result / 4] = moved
    return 0
  }

  #write(part: Uint8Array): number {
    const end = this.#at + part.length
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2))
      grown.set(this.#bytes.subarray(0, this.#size))
      this.#bytes = grown
    }
    this.#bytes.set(part, this.#at)
    this.#at = end
    this.#size = Math.max(this.#size, end)
    return part.length
  }

  #read(part: Uint8Array): number {
    const content = this.#bytes.subarray(this.#at, Math.min(this.#at + part.length, this.#size))
    part.set(content)
    this.#at += content.length
    return content.length
  }

  #seek(offset: number, whence: number, result: number): number {
    const origins = [0, this.#at, this.#size]
    this.#at = origins[whence]! + offset
    const words = new Uint32Array(this.#memory!.buffer)
    words[result / 4] = this.#at
    words[result / 4 + 1] = Math.floor(this.#at / 2 ** 32)
    return 0
  }
}
