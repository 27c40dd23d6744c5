import { writeSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileSystem, OpenFile } from '../../../src/store/durable/file-system.js'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'

/** The machine's file system, in which this process is killed before the given step; a write is cut in half by it. */
export class DyingFileSystem extends NodeFileSystem {
  #stepsLeft: number

  constructor(steps: number) {
    super()
    this.#stepsLeft = steps
  }

  override async create(path: string): Promise<OpenFile> {
    await this.#step('create', path)
    return this.#dying(path, await super.create(path))
  }

  override async open(path: string): Promise<OpenFile> {
    await this.#step('open', path)
    return this.#dying(path, await super.open(path))
  }

  override async rename(from: string, to: string): Promise<void> {
    await this.#step('rename', to)
    return super.rename(from, to)
  }

  override async link(from: string, to: string): Promise<void> {
    await this.#step('link', to)
    return super.link(from, to)
  }

  override async remove(path: string): Promise<void> {
    await this.#step('remove', path)
    return super.remove(path)
  }

  override async syncFolder(path: string): Promise<void> {
    await this.#step('syncFolder', '')
    return super.syncFolder(path)
  }

  #dying(path: string, file: OpenFile): OpenFile {
    return {
      write: async (bytes, position) => {
        await this.#step('write', path, () => file.write(bytes.subarray(0, bytes.length >> 1), position))
        return file.write(bytes, position)
      },
      truncate: async (length) => {
        await this.#step('truncate', path)
        return file.truncate(length)
      },
      datasync: async () => {
        await this.#step('datasync', path)
        return file.datasync()
      },
      close: async () => {
        await this.#step('close', path)
        return file.close()
      },
      read: (position, length) => file.read(position, length),
    }
  }

  async #step(step: string, path: string, half?: () => Promise<void>): Promise<void> {
    if (--this.#stepsLeft > 0) return
    await half?.()
    // Names of locks hold the process id.
    const name = basename(path).replace(/\.(lock|takeover)\.\d.*/, '.$1.tmp')
    writeSync(1, `died ${Date.now()} ${step} ${name}\n`)
    process.kill(process.pid, 'SIGKILL')
    // Nothing more may happen between the signal and its arrival.
    await new Promise(() => {})
  }
}

/** Kills after so many steps; 0 for never. */
export function fileSystemDyingAfter(steps: number): FileSystem {
  return steps > 0 ? new DyingFileSystem(steps) : new NodeFileSystem()
}
