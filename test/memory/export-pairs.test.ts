import { describe, expect, it } from 'vitest'
import { exportPairs } from '../../src/memory/export-pairs.js'
import { MAX_LOOKUPS } from '../../src/memory/lookup-retention.js'
import type { EffectiveVerdict } from '../../src/store/lookup-record.js'

/** Verdict number `index`, on one of `pairs` pairs; every second turns the one on the same pair before it round. */
function verdict(index: number, pairs: number): EffectiveVerdict {
  const pair = index % pairs
  const [prompt, matchedPrompt] = [`asked ${pair}`, `stored ${pair}`]
  const isReversed = Math.floor(index / pairs) % 2 === 1
  return {
    queryId: `q${index}`,
    verdict: isReversed ? 'different' : 'equivalent',
    source: 'explicit',
    reason: null,
    createdAtMs: index,
    partition: 'p',
    domain: 'support',
    prompt: isReversed ? matchedPrompt : prompt,
    promptKey: 'k',
    entryId: pair,
    matchedPrompt: isReversed ? prompt : matchedPrompt,
    similarity: 0.9,
    score: 0.8,
    tier: 'semantic',
    outcome: 'hit',
  }
}

function* verdicts(count: number, pairs: number): Generator<EffectiveVerdict> {
  for (let index = 0; index < count; index++) yield verdict(index, pairs)
}

describe('exportPairs', () => {
  it('keeps of 200,000 verdicts on 500 pairs one line a pair, by the latest', () => {
    const pairs = exportPairs(verdicts(200_000, 500), null)
    expect(pairs).toHaveLength(500)
    // 400 rounds: the last of them says that the prompts differ.
    expect(pairs.every(({ label }) => label === 0)).toBe(true)
    expect(pairs.map(({ metadata }) => metadata['created_at_ms'])).toEqual(
      Array.from({ length: 500 }, (_, index) => 199_500 + index),
    )
  })

  it('gives a line to every pair of as many lookups as are kept', () => {
    expect(exportPairs(verdicts(MAX_LOOKUPS, MAX_LOOKUPS), null)).toHaveLength(MAX_LOOKUPS)
  })
})
