import type { DemoLookup, Judgement } from './run-workload.js'
import type { Danger } from './workload/meaning-group.js'
import type { WorkloadPrompt } from './workload/workload.js'

/** What one way of deciding did with the workload. */
export interface RunSummary {
  readonly name: string
  readonly prompts: number
  readonly llmCalls: number
  readonly llmCallsSaved: number
  readonly rightReuses: number
  readonly wrongReuses: number
  /** Wrong reuses by what tells the two meanings apart; `unrelated` where nobody planted a trap. */
  readonly wrongReusesByDanger: Readonly<Partial<Record<Danger | 'unrelated', number>>>
  /** Misses with an entry of the same meaning in the cache. */
  readonly missedReuses: number
  readonly lookupMsP50: number
  readonly lookupMsP95: number
}

/** Counts what happened in one run. */
export function summariseLookups(name: string, lookups: readonly DemoLookup[]): RunSummary {
  const count = (judgement: Judgement) => lookups.filter((lookup) => lookup.judgement === judgement).length
  const wrongReusesByDanger: Partial<Record<Danger | 'unrelated', number>> = {}
  for (const { asked, stored, judgement } of lookups) {
    if (judgement !== 'wrong-reuse' || !stored) continue
    const danger = dangerBetween(asked, stored)
    wrongReusesByDanger[danger] = (wrongReusesByDanger[danger] ?? 0) + 1
  }
  const latencies = lookups.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b)
  const llmCallsSaved = count('right-reuse') + count('wrong-reuse')
  return {
    name,
    prompts: lookups.length,
    llmCalls: lookups.length - llmCallsSaved,
    llmCallsSaved,
    rightReuses: count('right-reuse'),
    wrongReuses: count('wrong-reuse'),
    wrongReusesByDanger,
    missedReuses: count('missed-reuse'),
    lookupMsP50: quantile(latencies, 0.5),
    lookupMsP95: quantile(latencies, 0.95),
  }
}

/** Names what tells two meanings apart, in either order or through the group that both resemble. */
export function dangerBetween(a: WorkloadPrompt, b: WorkloadPrompt): Danger | 'unrelated' {
  if (a.domain !== b.domain) return 'unrelated'
  const sharesTarget = a.group.trapOf !== undefined && a.group.trapOf === b.group.trapOf
  if (a.group.trapOf === b.group.name || sharesTarget) return a.group.danger ?? 'unrelated'
  if (b.group.trapOf === a.group.name) return b.group.danger ?? 'unrelated'
  return 'unrelated'
}

/** Nearest-rank quantile of ascending numbers; NaN for none. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
