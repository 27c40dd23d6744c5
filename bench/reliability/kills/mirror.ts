import { MemoryService } from '../../../src/memory/memory-service.js'
import { NodeFileSystem } from '../../../src/store/durable/node-file-system.js'
import { openForReading } from '../../../src/store/durable/open-store.js'
import type { StoreCounts } from '../../../src/store/store.js'
import { fingerprintStore } from '../store/fingerprint-store.js'
import { makeCall, planCalls, PLAN_ENCODER } from './planned-calls.js'

/** What a database must hold after so many planned calls: the same calls, made by a memory that nobody kills. */
export class Mirror {
  readonly #memory = new MemoryService()
  readonly #calls: ReturnType<typeof planCalls>
  readonly #path: string
  /** Calls made. */
  calls = 0

  private constructor(path: string, seed: number) {
    this.#path = path
    this.#calls = planCalls(seed)
  }

  static async open(path: string, seed: number): Promise<Mirror> {
    const mirror = new Mirror(path, seed)
    await mirror.#memory.open({ dbPath: path, readOnly: false, lockOwner: 'mirror', encoder: PLAN_ENCODER, reembed: true })
    return mirror
  }

  async advanceTo(calls: number): Promise<void> {
    while (this.calls < calls) {
      await makeCall(this.#memory, this.#calls.next().value, 'none')
      this.calls++
    }
  }

  /** Few numbers that tell most states apart, at little cost. */
  async counts(): Promise<string> {
    return countsOf(await this.#memory.stats(null, 0))
  }

  async fingerprint(): Promise<string> {
    await this.#memory.flush()
    const { durable } = await openForReading(new NodeFileSystem(), this.#path)
    try {
      return fingerprintStore(durable.store)
    } finally {
      await durable.close()
    }
  }

  close(): Promise<void> {
    return this.#memory.close()
  }
}

/** The numbers of {@link Mirror.counts} from a store's own. */
export function countsOf({ entries, lookups, hits, badVerdicts, goodVerdicts }: StoreCounts): string {
  return [entries, lookups, hits, badVerdicts, goodVerdicts].join()
}
