import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { MemoryService } from '../../src/memory/memory-service.js'
import type { Memory } from '../../src/memory/memory.js'
import type { FeedbackEvent, LookupRecord } from '../../src/store/lookup-record.js'
import { lookupRecord, memorySettings, putRequest, searchRequest } from './requests.js'

/** Where everything is unless a test says otherwise. */
export const PLACE = { domain: 'support', partition: 'p1', scopeKey: null }

/** A memory of each test's own, on an empty `:memory:` database until it is reopened. */
export class MemoryOfTest {
  memory: Memory = new MemoryService()
  folder = ''

  /** Registers setting up and tearing down with the calling file. */
  constructor() {
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'smartmemo-memory-'))
      this.memory = new MemoryService()
      await this.memory.open(memorySettings())
    })
    afterEach(async () => {
      await this.memory.close()
      await rm(this.folder, { recursive: true, force: true })
    })
  }

  /** Returns the entry's id. */
  put = async (prompt: string, changes = {}): Promise<number> => (await this.memory.put(putRequest(prompt, changes))).entryId

  /** Ids that a search proposes. */
  found = async (changes = {}): Promise<number[]> => (await this.memory.search(searchRequest(changes))).map(({ id }) => id)

  look = (queryId: string, entryId: number | null, changes: Partial<LookupRecord> = {}): Promise<void> =>
    this.memory.recordLookup(lookupRecord(queryId, entryId, changes), 'sync')

  /** A bad, explicit verdict unless changed. */
  judge = (queryId: string, changes: Partial<FeedbackEvent> = {}): Promise<boolean> =>
    this.memory.recordFeedback(
      { queryId, verdict: 'different', source: 'explicit', reason: null, createdAtMs: 1, ...changes },
      'sync',
    )

  /** Closes it and opens it on a file of the test's folder. */
  reopen = async (changes = {}): Promise<void> => {
    await this.memory.close()
    this.memory = new MemoryService()
    await this.memory.open(memorySettings({ dbPath: join(this.folder, 'cache.db'), ...changes }))
  }
}
