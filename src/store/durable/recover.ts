import { crc32 } from 'node:zlib'
import { StoreDamagedError, StoreVersionError } from '../../errors/errors.js'
import { isOwnFile } from '../sqlite/own-file.js'
import { SqliteStore } from '../sqlite/sqlite-store.js'
import {
  decodeHeader,
  HEADER_BYTES,
  JOURNAL_VERSION,
  scanJournal,
  WHOLE_JOURNAL,
  type JournalHeader,
  type JournalPoint,
} from './journal-format.js'
import { decodeOperations } from './operation-codec.js'
import { isSealed } from './sealed/sealed-format.js'

/** The two files of a database as they were found; null for one that is not there. */
export interface FoundFiles {
  readonly paths: { readonly snapshot: string; readonly journal: string }
  readonly snapshot: Uint8Array | null
  readonly journal: Uint8Array | null
}

/** The state that the files describe, and what is to be done about them. */
export interface Recovery {
  readonly store: SqliteStore
  /** Highest generation seen. */
  readonly generation: number
  /** The part of the journal to go on with; null when it cannot be, and a new snapshot and journal are due. */
  readonly journal: { readonly length: number } | null
  /** False when the journal goes on from another snapshot than this one. */
  readonly doesJournalFit: boolean
  /** Files holding something that did not make it into the store. */
  readonly keepAside: readonly ('snapshot' | 'journal')[]
  /** Sentences about everything that was not as a clean close leaves it. */
  readonly findings: readonly string[]
}

/**
 * Rebuilds the last state that snapshot and journal agree on. Changes nothing on disk. Throws `StoreDamagedError` for a
 * snapshot that cannot be read and `StoreVersionError` for files of a later release.
 */
export async function recover(files: FoundFiles): Promise<Recovery> {
  const header = files.journal && decodeHeader(files.journal)
  if (header && header.version > JOURNAL_VERSION) {
    throw new StoreVersionError({ path: files.paths.journal, found: header.version, supported: JOURNAL_VERSION })
  }
  if (!files.snapshot?.length) return startEmpty(files, header)
  const base = await loadSnapshot(files.paths.snapshot, files.snapshot, header)
  try {
    return replay(files, header, base)
  } catch (error) {
    base.store.close()
    throw error
  }
}

interface Base {
  readonly store: SqliteStore
  readonly point: JournalPoint
  readonly isAltered: boolean
  readonly findings: readonly string[]
}

async function startEmpty({ paths, journal }: FoundFiles, header: JournalHeader | null): Promise<Recovery> {
  const hasContent = journal !== null && journal.length > HEADER_BYTES
  return {
    store: await SqliteStore.create(),
    generation: header?.generation ?? 0,
    journal: null,
    doesJournalFit: !hasContent,
    keepAside: hasContent ? ['journal'] : [],
    findings: hasContent
      ? [`${paths.journal} was found without its database ${paths.snapshot}; its changes were not applied`]
      : [],
  }
}

async function loadSnapshot(path: string, bytes: Uint8Array, header: JournalHeader | null): Promise<Base> {
  if (!isOwnFile(bytes)) {
    throw new StoreDamagedError({ path, reason: isSealed(bytes) ? 'it is cut or damaged' : 'it is not a SmartMemo database' })
  }
  // Before the store takes the bytes over and brings them up to date.
  const checksum = crc32(bytes)
  const store = await loadStore(path, bytes)
  try {
    const point = pointOf(store)
    const isFollowed = header !== null && follows(header, point)
    if (isFollowed && header.snapshotChecksum === checksum) return { store, point, isAltered: false, findings: [] }
    return { store, point, ...removeAltered(path, store, isFollowed) }
  } catch (error) {
    store.close()
    throw error instanceof StoreDamagedError ? error : new StoreDamagedError({ path, reason: messageOf(error) })
  }
}

async function loadStore(path: string, bytes: Uint8Array): Promise<SqliteStore> {
  try {
    return await SqliteStore.load(bytes, path)
  } catch (error) {
    throw error instanceof StoreVersionError ? error : new StoreDamagedError({ path, reason: messageOf(error) })
  }
}

/**
 * SQLite keeps no checksums of its pages. So a file that is not known to be as it was written is looked through, and
 * entries that are not what was stored are taken out rather than served.
 */
function removeAltered(path: string, store: SqliteStore, isKnownToDiffer: boolean): Pick<Base, 'isAltered' | 'findings'> {
  const damage = store.findDamage()
  if (damage !== null) throw new StoreDamagedError({ path, reason: damage })
  const ids = store.alteredEntryIds()
  if (ids.length > 0) {
    store.apply({ type: 'delete-entries', ids })
    return { isAltered: true, findings: [`${ids.length} entries in ${path} were not as they had been stored and were taken out`] }
  }
  return {
    isAltered: false,
    findings: isKnownToDiffer ? [`${path} was changed by another program; no entry in it is damaged`] : [],
  }
}

function replay({ paths, journal }: FoundFiles, header: JournalHeader | null, base: Base): Recovery {
  const { store, point } = base
  const generation = Math.max(point.generation, header?.generation ?? 0)
  const altered = base.isAltered ? (['snapshot'] as const) : []
  const renew = { store, generation, journal: null, doesJournalFit: true, keepAside: altered, findings: base.findings }
  if (!journal) return renew
  if (!header) {
    const finding = `${paths.journal} does not begin like a journal; its changes were not applied`
    return { ...renew, keepAside: [...altered, 'journal'], findings: [...base.findings, finding] }
  }
  const from = startOf(header, point)
  if (from === null) {
    if (journal.length === HEADER_BYTES) return { ...renew, doesJournalFit: false }
    const finding = `${paths.journal} belongs to another state of ${paths.snapshot}; its changes were not applied`
    return { ...renew, doesJournalFit: false, keepAside: [...altered, 'journal'], findings: [...base.findings, finding] }
  }
  if (from > journal.length) return renew
  const { payloads, end, state } = applyRecords(store, journal, from)
  const findings = [...base.findings]
  if (state === 'torn') {
    findings.push(`An unfinished change of ${journal.length - end} bytes was cut off the end of ${paths.journal}`)
  }
  if (state === 'damaged') {
    findings.push(`${paths.journal} is damaged at byte ${end}; the ${payloads} changes before were applied, what follows was not`)
    return { ...renew, keepAside: [...altered, 'journal'], findings }
  }
  if (base.isAltered) return { ...renew, findings }
  return { store, generation, journal: { length: end }, doesJournalFit: true, keepAside: [], findings }
}

function applyRecords(store: SqliteStore, journal: Uint8Array, from: number) {
  const scan = scanJournal(journal, from)
  let end = from
  for (const [index, payload] of scan.payloads.entries()) {
    try {
      store.apply(...decodeOperations(payload))
    } catch {
      return { payloads: index, end, state: 'damaged' as const }
    }
    end = payload.byteOffset - journal.byteOffset + payload.length
  }
  return { payloads: scan.payloads.length, end, state: scan.state }
}

/** Where the changes that the snapshot lacks begin; null when the journal does not belong to it. */
function startOf(header: JournalHeader, point: JournalPoint): number | null {
  if (follows(header, point)) return HEADER_BYTES
  return header.generation === point.generation ? point.offset : null
}

function follows(header: JournalHeader, point: JournalPoint): boolean {
  return header.generation === point.generation + 1 && header.followsOffset === point.offset
}

/** What a snapshot says about how much of which journal it holds. */
function pointOf(store: SqliteStore): JournalPoint {
  return {
    generation: Number(store.meta('journalGeneration') ?? 0),
    offset: Number(store.meta('journalOffset') ?? WHOLE_JOURNAL),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
