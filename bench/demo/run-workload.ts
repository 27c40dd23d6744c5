import type { Difference, GetOrCallResult, LlmFunction, Trace } from '../../src/index.js'
import type { WorkloadPrompt } from './workload/workload.js'

/** What the demo needs of a cache. */
export interface DemoCache {
  getOrCall(request: { prompt: string; llmFunction: LlmFunction }): Promise<GetOrCallResult>
  explain(queryId: string): Promise<Trace | null>
}

/**
 * How a lookup turned out: a hit on an entry of the same meaning (`right-reuse`) or of another (`wrong-reuse`), or a miss
 * with an entry of the same meaning in the cache (`missed-reuse`) or without one (`new`).
 */
export type Judgement = 'right-reuse' | 'wrong-reuse' | 'missed-reuse' | 'new'

export interface DemoLookup {
  readonly asked: WorkloadPrompt
  /** The stored prompt that was served or came closest; null when nothing came near. */
  readonly stored: WorkloadPrompt | null
  readonly judgement: Judgement
  /** What decided: the classifier's score, or the cosine without one; null when nothing was compared. */
  readonly score: number | null
  readonly differences: readonly Difference[]
  readonly latencyMs: number
}

/** Sends the prompts one after another and judges every lookup by the known meanings. */
export async function* runWorkload(
  cache: DemoCache,
  workload: readonly WorkloadPrompt[],
  llmFunction: LlmFunction,
): AsyncGenerator<DemoLookup> {
  const byPrompt = new Map(workload.map((asked) => [asked.prompt, asked]))
  const storedMeanings = new Set<string>()
  for (const asked of workload) {
    const result = await cache.getOrCall({ prompt: asked.prompt, llmFunction })
    if (result.reason === 'lookup-failed') throw new Error(`Cannot go on: the lookup of ${asked.id} failed`)
    const closest = (await cache.explain(result.queryId))?.candidates[0]
    const stored = (closest && byPrompt.get(closest.prompt)) ?? null
    yield {
      asked,
      stored,
      judgement: judge(asked, result.wasCacheHit ? stored : null, storedMeanings),
      score: result.classifierScore ?? result.similarityScore,
      differences: closest?.differences ?? [],
      latencyMs: result.latencyMs,
    }
    if (!result.wasCacheHit) storedMeanings.add(asked.meaning)
  }
}

function judge(asked: WorkloadPrompt, served: WorkloadPrompt | null, storedMeanings: ReadonlySet<string>): Judgement {
  if (served) return served.meaning === asked.meaning ? 'right-reuse' : 'wrong-reuse'
  return storedMeanings.has(asked.meaning) ? 'missed-reuse' : 'new'
}
