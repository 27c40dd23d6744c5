import { HashEncoder } from '../../src/encoder/hash-encoder.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { createFakeCache, type FakeCache, type FakeCacheOptions } from '../cache/fake-cache.js'
import { memorySettings } from '../memory/requests.js'
import { SimulatedFileSystem, type DiskState } from '../store/durable/simulated-file-system.js'

export const DB = '/data/cache.db'

/** A cache whose memory keeps its files on a simulated disk. */
export interface FaultyCache extends FakeCache {
  readonly files: SimulatedFileSystem
}

/** Opens a cache on what a disk holds. */
export async function openOn(disk: DiskState, options: FakeCacheOptions = {}): Promise<FaultyCache> {
  const files = new SimulatedFileSystem(disk)
  const memory = new MemoryService(undefined, files)
  const opened = await memory.open(memorySettings({ dbPath: DB, encoder: new HashEncoder(64) }))
  const fake = await createFakeCache({ ...options, parts: { memory, opened } })
  // The fake's own memory is not the one in use.
  return Object.assign(fake, { files, memory })
}
