import { EncoderMismatchError, EncoderOutputError } from '../errors/errors.js'
import type { Cipher } from '../security/cipher.js'
import type { DurableStore } from '../store/durable/durable-store.js'
import type { FileSystem } from '../store/durable/file-system.js'
import { openForReading, openForWriting, type OpenedStore } from '../store/durable/open-store.js'
import { VolatileStore } from '../store/durable/volatile-store.js'
import type { Entry } from '../store/entry.js'
import { SqliteStore } from '../store/sqlite/sqlite-store.js'
import type { CandidateIndex } from './candidate-index.js'
import { LookupRetention } from './lookup-retention.js'
import type { MemorySettings } from './memory.js'
import { ServableEntries } from './servable-entries.js'

/** Makes an empty index for embeddings of so many dimensions. */
export type CreateIndex = (dimensions: number) => Promise<CandidateIndex>

/** What a memory is opened with. */
export interface MemoryParts {
  readonly createIndex: CreateIndex
  readonly files: FileSystem
  /** Null for files in clear. */
  readonly cipher: Cipher | null
}

/** What an open memory consists of. */
export interface OpenMemory {
  readonly settings: MemorySettings
  readonly durable: DurableStore
  /** What was not as a clean close leaves it. */
  readonly findings: readonly string[]
  /** Null without an encoder. */
  readonly index: CandidateIndex | null
  readonly servable: ServableEntries
  readonly retention: LookupRetention
  /** Ids of entries that the current encoder has not embedded. */
  readonly toReembed: Set<number>
}

/** Opens the store and builds everything over it; closes the store again when that fails. */
export async function openMemory(settings: MemorySettings, parts: MemoryParts): Promise<OpenMemory> {
  const { durable, findings } = await openStore(settings, parts)
  let index: CandidateIndex | null = null
  try {
    index = settings.encoder && (await parts.createIndex(settings.encoder.dimensions))
    const memory: OpenMemory = {
      settings,
      durable,
      findings,
      index,
      servable: new ServableEntries(),
      retention: new LookupRetention(durable.store),
      toReembed: new Set(),
    }
    loadEntries(memory)
    memory.servable.judgeAll(durable.store.verdicts())
    await rememberEncoder(memory)
    return memory
  } catch (error) {
    index?.close()
    await durable.close().catch(() => {})
    throw error
  }
}

/** Takes an entry of the store into the indexes, or notes that it is to be embedded first. */
export function addEntry(memory: OpenMemory, entry: Entry): void {
  memory.servable.add(entry)
  if (!memory.index) return
  if (entry.embedding && isCurrent(memory, entry)) {
    memory.index.add(entry.partition, entry.id, entry.embedding, entry.lexical)
    memory.toReembed.delete(entry.id)
  } else {
    memory.toReembed.add(entry.id)
  }
}

/** Takes entries out of the indexes; ids that are not there are passed over. */
export function removeEntries({ index, servable, toReembed }: OpenMemory, ids: readonly number[]): void {
  const byPartition = new Map<string, number[]>()
  for (const id of ids) {
    toReembed.delete(id)
    const partition = servable.remove(id)
    if (partition === undefined) continue
    const labels = byPartition.get(partition)
    if (labels) labels.push(id)
    else byPartition.set(partition, [id])
  }
  for (const [partition, labels] of byPartition) index?.remove(partition, labels)
}

/** Refuses before anything is stored; the index would refuse after. */
export function checkEmbedding({ settings }: OpenMemory, embedding: Float32Array | null): void {
  if (!embedding || !settings.encoder) return
  const { id, dimensions } = settings.encoder
  if (embedding.length !== dimensions) {
    throw new EncoderOutputError({ encoderId: id, problem: `${embedding.length} numbers instead of ${dimensions}` })
  }
  let sum = 0
  for (const value of embedding) sum += value
  if (!Number.isFinite(sum)) throw new EncoderOutputError({ encoderId: id, problem: 'a number that is not finite' })
}

async function openStore(settings: MemorySettings, { files, cipher }: MemoryParts): Promise<OpenedStore> {
  if (settings.dbPath === ':memory:') return { durable: new VolatileStore(await SqliteStore.create()), findings: [] }
  return settings.readOnly
    ? openForReading(files, settings.dbPath, cipher)
    : openForWriting(files, settings.dbPath, settings.lockOwner, Date.now(), cipher)
}

function loadEntries(memory: OpenMemory): void {
  const { settings, durable } = memory
  for (const entry of durable.store.entries()) {
    if (settings.encoder && !settings.reembed && entry.embedding && !isCurrent(memory, entry)) {
      const { id, dimensions } = settings.encoder
      throw new EncoderMismatchError({
        subject: `the cache at ${settings.dbPath}`,
        expected: `${entry.encoderId} (${entry.embedding.length} dimensions)`,
        actual: `${id} (${dimensions} dimensions)`,
      })
    }
    addEntry(memory, entry)
  }
}

async function rememberEncoder({ settings, durable }: OpenMemory): Promise<void> {
  const id = settings.encoder?.id
  if (settings.readOnly || id === undefined || durable.store.meta('encoderId') === id) return
  await durable.write([{ type: 'set-meta', key: 'encoderId', value: id }], 'batch')
}

/** Tells whether the entry's embedding is one of the current encoder's. */
function isCurrent({ settings }: OpenMemory, entry: Entry): boolean {
  return entry.encoderId === settings.encoder?.id && entry.embedding?.length === settings.encoder?.dimensions
}
