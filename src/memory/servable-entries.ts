import type { Entry } from '../store/entry.js'
import type { EffectiveVerdict } from '../store/lookup-record.js'
import { countStrikes, STRIKES_TO_QUARANTINE } from '../store/verdict-rules.js'

interface Place {
  readonly domain: string
  readonly partition: string
  readonly expiresAtMs: number | null
}

/** Knows of every entry whether it may be served, and for which prompts not. */
export class ServableEntries {
  readonly #places = new Map<number, Place>()
  readonly #quarantined = new Set<number>()
  /** Prompt keys for which an entry was called wrong. */
  readonly #refusedPrompts = new Map<number, ReadonlySet<string>>()

  add({ id, domain, partition, expiresAtMs }: Entry): void {
    this.#places.set(id, { domain, partition, expiresAtMs })
  }

  /** Forgets an entry; returns the partition it was in. */
  remove(id: number): string | undefined {
    const place = this.#places.get(id)
    this.#places.delete(id)
    this.judge(id, [])
    return place?.partition
  }

  /** Takes note of all verdicts on an entry, oldest first. */
  judge(id: number, verdicts: readonly EffectiveVerdict[]): void {
    if (countStrikes(verdicts) >= STRIKES_TO_QUARANTINE) this.#quarantined.add(id)
    else this.#quarantined.delete(id)
    const refused = refusedPrompts(verdicts)
    if (refused.size > 0) this.#refusedPrompts.set(id, refused)
    else this.#refusedPrompts.delete(id)
  }

  /** Drops all that {@link ServableEntries.judge} noted and reads it anew. */
  judgeAll(verdicts: Iterable<EffectiveVerdict>): void {
    this.#quarantined.clear()
    this.#refusedPrompts.clear()
    const byEntry = new Map<number, EffectiveVerdict[]>()
    for (const verdict of verdicts) {
      if (verdict.entryId === null) continue
      const known = byEntry.get(verdict.entryId)
      if (known) known.push(verdict)
      else byEntry.set(verdict.entryId, [verdict])
    }
    for (const [id, known] of byEntry) this.judge(id, known)
  }

  stateFor(id: number, promptKey: string, nowMs: number): 'live' | 'expired' | 'quarantined' | 'absent' {
    const place = this.#places.get(id)
    if (!place) return 'absent'
    if (isExpired(place, nowMs)) return 'expired'
    return this.#quarantined.has(id) || this.#refusedPrompts.get(id)?.has(promptKey) ? 'quarantined' : 'live'
  }

  /** Counts the entries of a domain, or of all. */
  count(domain: string | null, nowMs: number): { expired: number; quarantined: number; partitions: number } {
    const partitions = new Set<string>()
    let expired = 0
    let quarantined = 0
    for (const [id, place] of this.#places) {
      if (domain !== null && place.domain !== domain) continue
      partitions.add(place.partition)
      if (isExpired(place, nowMs)) expired++
      if (this.#quarantined.has(id)) quarantined++
    }
    return { expired, quarantined, partitions: partitions.size }
  }
}

function isExpired({ expiresAtMs }: Place, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs
}

/** The latest verdict on the same prompt counts, be it on a hit or on a near miss. */
function refusedPrompts(verdicts: readonly EffectiveVerdict[]): ReadonlySet<string> {
  const refused = new Set<string>()
  for (const { promptKey, verdict } of verdicts) {
    if (verdict === 'different') refused.add(promptKey)
    else refused.delete(promptKey)
  }
  return refused
}
