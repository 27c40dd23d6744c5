import { randomUUID } from 'node:crypto'
import { EncoderMismatchError } from '../errors/errors.js'
import type { Memory, MemoryReport, MemorySettings } from '../memory/memory.js'
import type { Connector } from '../threads/connection.js'
import { Link } from '../threads/link.js'

/** A memory that several caches of this process may use. */
export interface SharedMemory {
  readonly memory: Memory
  /** Opens the database if need be; rejects when it belongs to another encoder or process. */
  ready(): Promise<MemoryReport>
  /** Leaves; the last one to leave closes the database. */
  release(): Promise<void>
}

interface Shared {
  readonly link: Link<Memory>
  readonly encoderId: string
  report: MemoryReport | undefined
  users: number
}

type HubSettings = Omit<MemorySettings, 'lockOwner' | 'encoder'> & { readonly encoder: NonNullable<MemorySettings['encoder']> }

const sharedByPath = new Map<string, Shared>()

/**
 * Joins the memory of a database file, or starts it. Caches of one process that name the same file share one
 * connection, since a file has one writer; `:memory:` is never shared.
 */
export function joinMemory(settings: HubSettings, createConnector: () => Connector<Memory>): SharedMemory {
  const isShared = settings.dbPath !== ':memory:'
  const shared = (isShared ? sharedByPath.get(settings.dbPath) : undefined) ?? start(settings, createConnector)
  if (shared.encoderId !== settings.encoder.id) {
    throw new EncoderMismatchError({
      subject: `${settings.dbPath}, which another cache of this process has open`,
      expected: shared.encoderId,
      actual: settings.encoder.id,
    })
  }
  if (isShared) sharedByPath.set(settings.dbPath, shared)
  shared.users++
  return {
    memory: shared.link.service,
    ready: async () => {
      await shared.link.ready()
      return shared.report!
    },
    release: async () => {
      shared.users--
      if (shared.users > 0) {
        await shared.link.service.flush()
        return
      }
      if (sharedByPath.get(settings.dbPath) === shared) sharedByPath.delete(settings.dbPath)
      await shared.link.close()
    },
  }
}

function start(settings: HubSettings, createConnector: () => Connector<Memory>): Shared {
  const memorySettings: MemorySettings = { ...settings, lockOwner: randomUUID() }
  const shared: Shared = {
    encoderId: settings.encoder.id,
    report: undefined,
    users: 0,
    link: new Link<Memory>(createConnector(), async (memory) => {
      shared.report = await memory.open(memorySettings)
    }),
  }
  return shared
}

/** Writes out what every open memory of this process still holds back. */
export async function flushAllMemories(): Promise<void> {
  await Promise.allSettled([...sharedByPath.values()].map(({ link }) => link.service.flush()))
}
