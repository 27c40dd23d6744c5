import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectJudgements, evaluate } from '../../src/evaluation/evaluate.js'
import type { ScoredPair } from '../../src/evaluation/score-pairs.js'
import { score, someScores } from './score-arbitraries.js'

const judgementsOf = (positives: number[], negatives: number[]) => ({ positives, negatives, latenciesMs: [1] })

describe('evaluate', () => {
  it('leaves cosine out unless it was asked for', () => {
    const judged = judgementsOf([0.9], [0.1])
    const evaluation = evaluate({ classifier: judged, cosine: judgementsOf([], []) }, 0.5, null)
    expect(Object.keys(evaluation)).not.toContain('cosine')
    expect(evaluation).toMatchObject({ threshold: 0.5, precision: 1, recall: 1, aucRoc: 1 })
  })

  it('puts cosine beside the classifier at a recall that is at least as high', () => {
    fc.assert(
      fc.property(someScores, someScores, score, (scores, similarities, threshold) => {
        const size = Math.min(scores.length, similarities.length)
        const classifier = judgementsOf(scores.slice(0, size), [0.3])
        const cosine = judgementsOf(similarities.slice(0, size), [0.2])
        const { recall, cosineAtEqualRecall } = evaluate({ classifier, cosine }, threshold, 0.9)
        if (recall === 0) expect(cosineAtEqualRecall).toBeNull()
        else expect(cosineAtEqualRecall!.recall).toBeGreaterThanOrEqual(recall!)
      }),
    )
  })

  it('has no cosine at equal recall on pairs that all differ', () => {
    const judged = judgementsOf([], [0.1, 0.9])
    expect(evaluate({ classifier: judged, cosine: judged }, 0.5, 0.9)).toMatchObject({
      cosineAtEqualRecall: null,
      cosine: { falsePositives: 1 },
    })
  })
})

describe('collectJudgements', () => {
  it('passes every pair on and takes note of it by its label', async () => {
    async function* scored(): AsyncGenerator<ScoredPair> {
      const rest = { index: 0, line: 1, differences: [], scoreMs: 2 }
      const pair = { promptA: 'a', promptB: 'b' }
      yield { ...rest, pair: { ...pair, label: 1 }, score: 0.9, similarity: 0.7, similarityMs: 1 }
      yield { ...rest, pair: { ...pair, label: 0 }, score: 0.2, similarity: null, similarityMs: null }
    }
    const { judgements, passed } = collectJudgements(scored())
    let count = 0
    for await (const each of passed) count += each.pair.label + 1
    expect(count).toBe(3)
    expect(judgements).toEqual({
      classifier: { positives: [0.9], negatives: [0.2], latenciesMs: [2, 2] },
      cosine: { positives: [0.7], negatives: [], latenciesMs: [1] },
    })
  })
})
