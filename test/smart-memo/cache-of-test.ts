import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { SmartMemo } from '../../src/smart-memo.js'
import type { SmartMemoOptions } from '../../src/options/smart-memo-options.js'
import { built } from './built.js'

/** Real caches on a folder of each test's own; what a test leaves open is closed after it. */
export class CacheOfTest {
  folder = ''
  readonly #threads: number
  readonly #open = new Set<SmartMemo>()

  /** Registers setting up and tearing down with the calling file. */
  constructor(threads: number) {
    this.#threads = threads
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'smartmemo-'))
    })
    afterEach(async () => {
      await Promise.allSettled([...this.#open].map((cache) => cache.close()))
      this.#open.clear()
      await rm(this.folder, { recursive: true, force: true })
    })
  }

  get dbPath(): string {
    return join(this.folder, 'cache.db')
  }

  /** A cache without models to load: words in common decide. */
  create = (options: Partial<SmartMemoOptions> = {}): SmartMemo => {
    const cache = new built.SmartMemo({
      domain: 'support',
      dbPath: this.dbPath,
      encoder: built.EncoderConfig.hash({ dimensions: 64 }),
      cosineThreshold: 0.8,
      threads: this.#threads,
      ...options,
    })
    this.#open.add(cache)
    return cache
  }
}
