import { describe, expect, it } from 'vitest'
import { type DemoCache, type DemoLookup, runWorkload } from '../../bench/demo/run-workload.js'
import { dangerBetween, summariseLookups } from '../../bench/demo/summarise-lookups.js'
import { listWorkload, type WorkloadPrompt } from '../../bench/demo/workload/workload.js'
import type { GetOrCallResult, Trace } from '../../src/index.js'

const ofMeaning = (meaning: string) => listWorkload().filter((asked) => asked.meaning === meaning)
const approve = ofMeaning('customer-support/approve-refund')
const deny = ofMeaning('customer-support/deny-refund')
const track = ofMeaning('customer-support/track-order')

/** A cache that answers the nth call as told: null misses, a prompt serves that prompt's entry. */
function scriptedCache(script: readonly (WorkloadPrompt | null)[]): DemoCache {
  let call = 0
  const traces = new Map<string, Trace>()
  return {
    async getOrCall({ prompt, llmFunction }) {
      const served = script[call]!
      const queryId = String(call++)
      if (!served) await llmFunction(prompt, { signal: new AbortController().signal })
      const candidates = served
        ? [{ entryId: 1, prompt: served.prompt, similarity: 0.9, lexicalSimilarity: 1, score: 0.8, differences: [] }]
        : []
      traces.set(queryId, { queryId, candidates } as unknown as Trace)
      const reason = served ? 'score-over-threshold' : 'no-candidate'
      return {
        queryId,
        wasCacheHit: served !== null,
        reason,
        classifierScore: 0.8,
        similarityScore: 0.9,
        latencyMs: call,
      } as GetOrCallResult
    },
    explain: async (queryId) => traces.get(queryId) ?? null,
  }
}

async function judge(sent: readonly WorkloadPrompt[], script: readonly (WorkloadPrompt | null)[]) {
  const lookups: DemoLookup[] = []
  for await (const lookup of runWorkload(scriptedCache(script), sent, async () => 'response')) lookups.push(lookup)
  return lookups
}

describe('runWorkload', () => {
  it('judges right and wrong reuses, new prompts and missed reuses', async () => {
    const sent = [approve[0]!, approve[1]!, deny[0]!, approve[2]!, track[0]!]
    const lookups = await judge(sent, [null, approve[0]!, approve[0]!, null, null])
    expect(lookups.map(({ judgement }) => judgement)).toEqual(['new', 'right-reuse', 'wrong-reuse', 'missed-reuse', 'new'])
  })

  it('counts a prompt as new when only a wrong reuse came before it', async () => {
    const lookups = await judge([approve[0]!, deny[0]!, deny[1]!], [null, approve[0]!, null])
    expect(lookups.map(({ judgement }) => judgement)).toEqual(['new', 'wrong-reuse', 'new'])
  })

  it('stops when lookups fail, so that a broken cache does not look careful', async () => {
    const broken: DemoCache = {
      getOrCall: async () => ({ queryId: '1', wasCacheHit: false, reason: 'lookup-failed' }) as GetOrCallResult,
      explain: async () => null,
    }
    await expect(runWorkload(broken, [approve[0]!], async () => '').next()).rejects.toThrow(approve[0]!.id)
  })
})

describe('summariseLookups', () => {
  it('counts calls, reuses by danger and quantiles', async () => {
    const lookups = await judge([approve[0]!, approve[1]!, deny[0]!, track[0]!], [null, approve[0]!, approve[0]!, null])
    expect(summariseLookups('scripted', lookups)).toEqual({
      name: 'scripted',
      prompts: 4,
      llmCalls: 2,
      llmCallsSaved: 2,
      rightReuses: 1,
      wrongReuses: 1,
      wrongReusesByDanger: { 'opposite action': 1 },
      missedReuses: 0,
      lookupMsP50: 2,
      lookupMsP95: 4,
    })
  })
})

describe('dangerBetween', () => {
  it('is symmetric and calls meanings without a common trap unrelated', () => {
    expect(dangerBetween(approve[0]!, deny[0]!)).toBe('opposite action')
    expect(dangerBetween(deny[0]!, approve[0]!)).toBe('opposite action')
    expect(dangerBetween(approve[0]!, track[0]!)).toBe('unrelated')
  })
})
