import { join } from 'node:path'
import type { FailureMessage, SmartMemo } from '../../../src/index.js'
import { pick, type Random } from '../../../src/random/seeded-random.js'
import { askAbout, type Question } from './soak-prompts.js'

/** Life of one entry in ten: some expire while the others are evicted. */
const SHORT_TTL_MS = 30_000

/** Results kept to be judged and explained. */
const MAX_RECENT = 200

/** Calls by what they were, and what came of them. */
export interface LoadCounts {
  readonly calls: Record<string, number>
  hits: number
  /** Hits whose response belongs to another question of the same asker: the classifier's mistakes. */
  falseHits: number
  /** Times that the machine was too slow for a part of a call, which went on without it (`SMARTMEMO_DEADLINE`). */
  deadlines: number
  /** What must never be: a response of another scope, or a call that rejects. */
  readonly violations: string[]
}

/** Mixed calls on one cache, one after another's choice; times are told by `onAnswer`. */
export class SoakLoad {
  readonly counts: LoadCounts = { calls: {}, hits: 0, falseHits: 0, deadlines: 0, violations: [] }
  /** The latest questions that were stored for good, newest last. */
  readonly stored: Question[] = []
  readonly #cache: SmartMemo
  readonly #random: Random
  readonly #folder: string
  readonly #onAnswer: (latencyMs: number) => void
  readonly #queryIds: string[] = []
  /** Calls that went on without a part of the cache: nobody promised that their response is stored. */
  readonly #failedIds = new Set<string>()

  constructor(cache: SmartMemo, random: Random, folder: string, onAnswer: (latencyMs: number) => void) {
    this.#cache = cache
    this.#random = random
    this.#folder = folder
    this.#onAnswer = onAnswer
  }

  /** Makes one call of a random kind; never rejects. */
  async step(): Promise<void> {
    const kind = this.#random.share()
    if (kind < 0.74) return this.#count('getOrCall', () => this.#ask())
    if (kind < 0.8) return this.#count('lookup', () => this.#lookUp())
    if (kind < 0.85) return this.#count('remember', () => this.#remember())
    if (kind < 0.9) return this.#count('reportGoodHit', () => this.#cache.reportGoodHit(this.#queryId()))
    if (kind < 0.93) return this.#count('reportBadHit', () => this.#cache.reportBadHit(this.#queryId(), { reason: 'soak' }))
    if (kind < 0.97) return this.#count('explain', () => this.#cache.explain(this.#queryId()))
    if (kind < 0.996) return this.#count('stats', () => this.#cache.stats())
    if (kind < 0.9985) return this.#count('forget', () => this.#forget())
    if (kind < 0.9995) return this.#count('flush', () => this.#cache.flush())
    return this.#count('exportFeedbackPairs', () => this.#cache.exportFeedbackPairs(join(this.#folder, 'pairs.jsonl')))
  }

  /** Takes note of what the cache says went wrong inside it. */
  noteFailure({ action, error, queryId }: FailureMessage): void {
    if (queryId !== undefined) this.#failedIds.add(queryId)
    if ((error as { code?: string }).code === 'SMARTMEMO_DEADLINE') this.counts.deadlines++
    else this.counts.violations.push(`could not ${action}: ${String(error)}`)
  }

  async #ask(): Promise<void> {
    const question = askAbout(this.#random)
    const { prompt, scope, response, tag } = question
    const isShort = this.#random.share() < 0.1
    const startedMs = performance.now()
    const result = await this.#cache.getOrCall({
      prompt,
      ...(scope !== undefined && { scope }),
      tags: [tag],
      ...(isShort && { ttlMs: SHORT_TTL_MS }),
      llmFunction: () => response,
    })
    this.#onAnswer(performance.now() - startedMs)
    this.#check(question, result)
    this.#queryIds.push(result.queryId)
    if (this.#queryIds.length > MAX_RECENT) this.#queryIds.shift()
    const hasFailed = this.#failedIds.delete(result.queryId)
    if (!result.wasCacheHit && !isShort && !hasFailed) this.#noteStored(question)
  }

  async #lookUp(): Promise<void> {
    const question = askAbout(this.#random)
    const { prompt, scope } = question
    const { response, wasCacheHit } = await this.#cache.lookup({ prompt, ...(scope !== undefined && { scope }) })
    if (response !== null) this.#check(question, { response, wasCacheHit })
  }

  async #remember(): Promise<void> {
    const question = askAbout(this.#random)
    const { prompt, scope, response, tag } = question
    await this.#cache.remember({ prompt, response, tags: [tag], ...(scope !== undefined && { scope }) })
    this.#noteStored(question)
  }

  async #forget(): Promise<void> {
    const { tag } = askAbout(this.#random)
    this.#drop((question) => question.tag === tag)
    await this.#cache.forget({ tag })
    // A call that was under way may have stored it before.
    this.#drop((question) => question.tag === tag)
  }

  #check(question: Question, { response, wasCacheHit }: { response: string; wasCacheHit: boolean }): void {
    if (wasCacheHit) this.counts.hits++
    if (response === question.response) return
    if (wasCacheHit && response.split(':')[0] === question.response.split(':')[0]) this.counts.falseHits++
    else
      this.counts.violations.push(`${question.prompt} (${question.scope ?? 'nobody'}) was answered with ${response.slice(0, 60)}`)
  }

  #noteStored(question: Question): void {
    this.#drop(({ prompt, scope }) => prompt === question.prompt && scope === question.scope)
    this.stored.push(question)
    if (this.stored.length > MAX_RECENT) this.stored.shift()
  }

  #drop(isMeant: (question: Question) => boolean): void {
    const kept = this.stored.filter((question) => !isMeant(question))
    this.stored.splice(0, this.stored.length, ...kept)
  }

  #queryId(): string {
    return this.#queryIds.length === 0 ? 'none' : pick(this.#queryIds, this.#random)
  }

  async #count(name: string, call: () => Promise<unknown>): Promise<void> {
    this.counts.calls[name] = (this.counts.calls[name] ?? 0) + 1
    try {
      await call()
    } catch (error) {
      this.counts.violations.push(`${name}: ${String(error)}`)
    }
  }
}
