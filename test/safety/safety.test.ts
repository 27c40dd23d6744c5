import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSafetySet } from '../../bench/quality/read-safety-set.js'
import { rocAuc } from '../../bench/quality/roc-auc.js'
import { type ScoredPair, scorePairs } from '../../bench/quality/score-pairs.js'
import { BUNDLED_MODELS } from '../../src/compose/package-paths.js'
import { InferenceService } from '../../src/inference/inference-service.js'

/** What the bundled classifier must not fall below on this set, at the threshold of its card; rates are 0…1. */
const FLOORS = {
  auc: 0.88,
  /** Among pairs that share nearly all words, where overlap says nothing. */
  aucOfHighOverlap: 0.95,
  falseHitRate: 0.0125,
  falseHitRateOfOppositeActions: 0.02,
  recall: 0.36,
} as const

let scored: readonly ScoredPair[]
let threshold: number

beforeAll(async () => {
  const inference = new InferenceService()
  const report = await inference.open({
    encoder: { kind: 'bundled' },
    customEncoder: null,
    classifier: { kind: 'bundled' },
    modelsDir: fileURLToPath(BUNDLED_MODELS),
  })
  threshold = report.classifier!.card.threshold!
  scored = await scorePairs(inference, await readSafetySet(fileURLToPath(new URL('.', import.meta.url))))
  await inference.close()
}, 120_000)

function aucOf(list: readonly ScoredPair[]): number {
  const scoresOf = (label: number) => list.filter(({ pair }) => pair.label === label).map(({ score }) => score)
  return rocAuc(scoresOf(1), scoresOf(0))
}

function hitRateOf(list: readonly ScoredPair[]): number {
  return list.filter(({ score }) => score >= threshold).length / list.length
}

describe('bundled classifier on the safety set', () => {
  it('ranks equivalent pairs over dangerous ones', () => {
    expect(aucOf(scored)).toBeGreaterThanOrEqual(FLOORS.auc)
  })

  it('ranks them where nearly all words are shared', () => {
    expect(aucOf(scored.filter(({ pair }) => pair.overlap === 'high'))).toBeGreaterThanOrEqual(FLOORS.aucOfHighOverlap)
  })

  it('reuses hardly any dangerous pair', () => {
    expect(hitRateOf(scored.filter(({ pair }) => pair.label === 0))).toBeLessThanOrEqual(FLOORS.falseHitRate)
  })

  it('hardly ever reuses the opposite action', () => {
    const opposites = scored.filter(({ pair }) => pair.kind === 'opposite-action')
    expect(hitRateOf(opposites)).toBeLessThanOrEqual(FLOORS.falseHitRateOfOppositeActions)
  })

  it('still reuses honest paraphrases', () => {
    expect(hitRateOf(scored.filter(({ pair }) => pair.label === 1))).toBeGreaterThanOrEqual(FLOORS.recall)
  })
})
