import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MemoryService } from '../../../src/memory/memory-service.js'
import { openCipher } from '../../../src/security/open-cipher.js'
import type { Cipher } from '../../../src/security/cipher.js'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'
import { openForReading, openForWriting, type OpenedStore } from '../../../src/store/durable/open-store.js'
import type { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js'
import { findSqliteDamage, HAS_SQLITE } from './check-files.js'
import { fingerprintStore } from '../store/fingerprint-store.js'
import { CALLERS, durabilityOf, type MemoryWriterSettings, type WriterDurability } from './memory-writer-settings.js'
import { countsOf, Mirror } from './mirror.js'
import { PLAN_ENCODER } from './planned-calls.js'
import { runAndKill } from './run-child.js'

const SCRIPT = fileURLToPath(new URL('memory-writer.js', import.meta.url))

/** How one kill is to be done. */
export interface MemoryKill {
  readonly durability: WriterDurability
  /** After the first acknowledgement; null with `dieAfterSteps`. */
  readonly afterMs: number | null
  readonly dieAfterSteps: number
}

/** What one kill came to. */
export interface KillOutcome {
  /** The file operation that was about to happen; null for a kill from outside. */
  readonly killPoint: string | null
  readonly acknowledged: number
  /** Acknowledged changes that are not there; under `none` that is no violation. */
  readonly missing: number
  readonly wasTorn: boolean
  /** What is not as it must be. */
  readonly violations: readonly string[]
}

/** One database that is written by process after process, each of which is killed. */
export class MemoryKills {
  readonly #folder: string
  readonly #seed: number
  readonly #key: string | null
  readonly #mirror: Mirror
  #kills = 0

  private constructor(folder: string, seed: number, key: string | null, mirror: Mirror) {
    this.#folder = folder
    this.#seed = seed
    this.#key = key
    this.#mirror = mirror
  }

  /** `key` as 64 hexadecimal digits, null for files in clear. */
  static async start(folder: string, seed: number, key: string | null): Promise<MemoryKills> {
    return new MemoryKills(folder, seed, key, await Mirror.open(join(folder, 'mirror.db'), seed))
  }

  /** Lets a process write and be killed, and checks what it left. */
  async kill({ durability, afterMs, dieAfterSteps }: MemoryKill): Promise<KillOutcome> {
    const from = this.#mirror.calls
    const settings: MemoryWriterSettings = {
      dbPath: this.#dbPath,
      seed: this.#seed,
      from,
      durability,
      key: this.#key,
      dieAfterSteps,
    }
    const { lines, killedAtMs } = await runAndKill(SCRIPT, settings, afterMs)
    const died = lines.find((line) => line.startsWith('died'))?.split(' ')
    const endedAtMs = killedAtMs ?? Number(died?.[1])
    const acks = lines
      .filter((line) => line.startsWith('ack'))
      .map((line) => line.split(' ').map(Number))
      .map(([, index, atMs]) => ({ index: index!, atMs: atMs! }))
    const findings = lines.filter((line) => line.startsWith('finding'))
    const violations = findings
      .filter((finding) => !finding.includes('An unfinished change'))
      .map((finding) => `opened with ${finding}`)
    if (HAS_SQLITE && this.#key === null) violations.push(...[findSqliteDamage(this.#dbPath)].filter((damage) => damage !== null))
    const last = Math.max(from - 1, ...acks.map(({ index }) => index))
    const found = await this.#findState(last + 1 + CALLERS, violations)
    const missing = acks.filter(({ index }) => index >= found)
    const lost = missing.filter(({ index }) => durabilityOf(durability, index) !== 'none')
    if (lost.length > 0) {
      const ageMs = endedAtMs - Math.min(...lost.map(({ atMs }) => atMs))
      violations.push(`${lost.length} acknowledged changes are missing, the oldest from ${ageMs} ms before the kill`)
    }
    await this.#checkWriting(violations)
    const killPoint = died ? died.slice(2).join(' ') : null
    return { killPoint, acknowledged: acks.length, missing: missing.length, wasTorn: findings.length > 0, violations }
  }

  async close(): Promise<void> {
    await this.#mirror.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  get #dbPath(): string {
    return join(this.#folder, 'cache.db')
  }

  get #cipher(): Cipher | null {
    return this.#key === null ? null : openCipher({ kind: 'aes-256-gcm', key: Buffer.from(this.#key, 'hex') })
  }

  /** Brings the mirror to the state that the database is in; returns how many calls that is. */
  async #findState(upTo: number, violations: string[]): Promise<number> {
    const files = new NodeFileSystem()
    const opened = await openForReading(files, this.#dbPath, this.#cipher).catch(() => null)
    // Killed before there was a first snapshot.
    if (!opened) return this.#mirror.calls
    const found = await look(opened, violations)
    for (; ; await this.#mirror.advanceTo(this.#mirror.calls + 1)) {
      if ((await this.#mirror.counts()) === found.counts && (await this.#mirror.fingerprint()) === found.fingerprint) break
      if (this.#mirror.calls < upTo) continue
      violations.push('the database is in no state that it was ever in')
      break
    }
    return this.#mirror.calls
  }

  /** Now and then the state is also looked at as the next writer will find it, and through the indexes. */
  async #checkWriting(violations: string[]): Promise<void> {
    this.#kills++
    if (this.#kills % 4 === 0) {
      const opened = await openForWriting(new NodeFileSystem(), this.#dbPath, 'checker', Date.now(), this.#cipher)
      const { fingerprint } = await look(opened, violations)
      if (fingerprint !== (await this.#mirror.fingerprint())) violations.push('a writer finds another state than a reader')
    }
    if (this.#kills % 4 === 2) violations.push(...(await this.#compareIndex()))
  }

  async #compareIndex(): Promise<string[]> {
    const memory = new MemoryService()
    const cipher = this.#key === null ? {} : { cipher: { kind: 'aes-256-gcm', key: Buffer.from(this.#key, 'hex') } as const }
    const settings = {
      dbPath: this.#dbPath,
      readOnly: false,
      lockOwner: 'checker',
      encoder: PLAN_ENCODER,
      reembed: true,
      ...cipher,
    }
    await memory.open(settings)
    const wrong: string[] = []
    const entries = await memory.listEntries({}, 1000, 0)
    for (const entry of entries) {
      const request = { partition: entry.partition, promptKey: 'none', embedding: entry.embedding!, lexical: entry.lexical }
      const found = await memory.search({ ...request, k: 100, nowMs: 0, withEmbeddings: false })
      if (found.some(({ id }) => !entries.some((one) => one.id === id)))
        wrong.push('the index proposes an entry that is not there')
      const { state } = await memory.find(entry, entry.promptKey, 0)
      if (state === 'live' && found.length < 100 && !found.some(({ id }) => id === entry.id))
        wrong.push(`the index lacks entry ${entry.id}`)
    }
    await memory.close()
    return wrong
  }
}

/** Reads the state, notes damage, and closes. */
async function look({ durable, findings }: OpenedStore, violations: string[]) {
  const store = durable.store as SqliteStore
  const damage = store.findDamage()
  if (damage !== null) violations.push(damage)
  if (store.alteredEntryIds().length > 0) violations.push('entries are not as they were stored')
  violations.push(...findings.filter((finding) => !finding.startsWith('An unfinished change')))
  const state = { counts: countsOf(store.counts()), fingerprint: fingerprintStore(store) }
  await durable.close()
  return state
}
