import { randomUUID } from 'node:crypto'
import { publishRecovery } from '../cache/channels.js'
import { EncoderMismatchError, StoreKeyError } from '../errors/errors.js'
import type { Memory, MemoryReport, MemorySettings } from '../memory/memory.js'
import type { Cipher } from '../security/cipher.js'
import { packCipher } from '../security/open-cipher.js'
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
  readonly encoder: Encoder
  readonly cipher: Cipher | null
  report: MemoryReport | undefined
  users: number
}

type Encoder = NonNullable<MemorySettings['encoder']>
type HubSettings = Omit<MemorySettings, 'lockOwner' | 'encoder' | 'cipher'> & {
  readonly encoder: Encoder
  readonly cipher: Cipher | null
}

const sharedByPath = new Map<string, Shared>()
/** Databases that are being closed still hold their lock. */
const closingByPath = new Map<string, Promise<void>>()
/** A thread that died while it closed left its lock behind; whoever opens the file next is known by the same name. */
const lockOwners = new Map<string, string>()

/**
 * Joins the memory of a database file, or starts it. Caches of one process that name the same file share one
 * connection, since a file has one writer; `:memory:` is never shared. Throws `EncoderMismatchError` when the others use
 * another encoder, `StoreKeyError` when they use another key.
 */
export function joinMemory(settings: HubSettings, createConnector: () => Connector<Memory>): SharedMemory {
  const isShared = settings.dbPath !== ':memory:'
  const shared = (isShared ? sharedByPath.get(settings.dbPath) : undefined) ?? start(settings, createConnector)
  checkEncoder(settings, shared.encoder)
  checkCipher(settings, shared.cipher)
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
      if (shared.users === 0) return leaveLast(settings.dbPath, shared)
      await shared.link.service.flush()
    },
  }
}

/** Writes out what every open memory of this process still holds back. */
export async function flushAllMemories(): Promise<void> {
  await Promise.allSettled([...sharedByPath.values()].map(({ link }) => link.service.flush()))
}

function start(settings: HubSettings, createConnector: () => Connector<Memory>): Shared {
  const { cipher, ...rest } = settings
  const parcel = cipher && packCipher(cipher)
  const lockOwner = lockOwnerOf(settings.dbPath)
  const memorySettings: MemorySettings = { ...rest, lockOwner, ...(parcel && { cipher: parcel.source }) }
  const before = closingByPath.get(settings.dbPath)
  const shared: Shared = {
    encoder: settings.encoder,
    cipher,
    report: undefined,
    users: 0,
    link: new Link<Memory>(createConnector(), async (memory) => {
      await before?.catch(() => {})
      shared.report = await memory.open(memorySettings, ...(parcel?.calls ?? []))
      publishRecovery({ dbPath: settings.dbPath, findings: shared.report.recovered })
    }),
  }
  return shared
}

function lockOwnerOf(dbPath: string): string {
  const owner = lockOwners.get(dbPath) ?? randomUUID()
  lockOwners.set(dbPath, owner)
  return owner
}

async function leaveLast(dbPath: string, shared: Shared): Promise<void> {
  const closing = shared.link.close()
  if (sharedByPath.get(dbPath) === shared) {
    sharedByPath.delete(dbPath)
    closingByPath.set(dbPath, closing)
  }
  try {
    await closing
  } finally {
    if (closingByPath.get(dbPath) === closing) closingByPath.delete(dbPath)
  }
}

function checkEncoder({ dbPath, encoder }: HubSettings, inUse: Encoder): void {
  if (encoder.id === inUse.id && encoder.dimensions === inUse.dimensions) return
  throw new EncoderMismatchError({
    subject: `${dbPath}, which another cache of this process has open`,
    expected: `${inUse.id} (${inUse.dimensions} dimensions)`,
    actual: `${encoder.id} (${encoder.dimensions} dimensions)`,
  })
}

function checkCipher({ dbPath, cipher }: HubSettings, inUse: Cipher | null): void {
  if (cipher?.id === inUse?.id) return
  throw new StoreKeyError({
    path: dbPath,
    problem: `another cache of this process has it open with ${inUse?.id ?? 'no encryption'}, not ${cipher?.id ?? 'none'}`,
    remedy: 'Give both the same `encrypt`',
  })
}
