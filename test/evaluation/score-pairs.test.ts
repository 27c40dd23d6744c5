import { describe, expect, it } from 'vitest'
import { type ScoredPair, scorePairs, type ScoringWishes } from '../../src/evaluation/score-pairs.js'
import type { Inference } from '../../src/inference/inference.js'
import type { PairInFile } from '../../src/pairs/read-pairs.js'

const lexical = { ids: new Uint32Array(), weights: new Float32Array() }

/** Each encoding takes 3 ms, each score 5 ms, on a clock of its own; scores are the length of the second prompt. */
function fakeInference() {
  let nowMs = 0
  const calls: string[] = []
  const inference: Pick<Inference, 'encode' | 'score' | 'explain'> = {
    encode: async (prompts) => {
      calls.push('encode')
      nowMs += 3
      return prompts.map((prompt) => ({
        embedding: prompt === 'up' ? Float32Array.of(0, 1) : Float32Array.of(0.6, 0.8),
        lexical,
      }))
    },
    score: async (asked, candidates) => {
      calls.push(asked.embedding ? 'score with embeddings' : 'score')
      nowMs += 5
      return candidates.map(({ prompt }) => prompt.length / 10)
    },
    explain: async (asked, stored) => {
      calls.push('explain')
      nowMs += 100
      return stored.map((prompt) => [{ kind: 'number', text: `${asked} ↔ ${prompt}` }])
    },
  }
  return { inference, calls, now: () => nowMs }
}

async function* pairsOf(...prompts: [string, string][]): AsyncGenerator<PairInFile> {
  for (const [index, [promptA, promptB]] of prompts.entries()) {
    yield { pair: { promptA, promptB, label: 1 }, index, line: index + 1 }
  }
}

const wishes: ScoringWishes = { needsEmbeddings: false, withSimilarity: false, withDifferences: false }

async function score(changes: Partial<ScoringWishes>, ...prompts: [string, string][]) {
  const { inference, calls, now } = fakeInference()
  const scored: ScoredPair[] = []
  for await (const each of scorePairs(pairsOf(...prompts), inference, { ...wishes, ...changes }, now)) scored.push(each)
  return { scored, calls }
}

describe('scorePairs', () => {
  it('does no more than was asked for', async () => {
    const { scored, calls } = await score({}, ['up', 'four'], ['a', 'b'])
    expect(scored.map(({ index, score }) => [index, score])).toEqual([
      [0, 0.4],
      [1, 0.1],
    ])
    expect(scored[0]).toMatchObject({ similarity: null, differences: [], scoreMs: 5, similarityMs: null })
    expect(calls).toEqual(['score', 'score'])
  })

  it('counts encoding as part of a score only where the classifier reads embeddings', async () => {
    const reading = await score({ needsEmbeddings: true, withSimilarity: true }, ['up', 'x'])
    expect(reading.scored[0]).toMatchObject({ scoreMs: 8, similarityMs: 3, similarity: expect.closeTo(0.8) })
    const blind = await score({ withSimilarity: true }, ['up', 'x'])
    expect(blind.scored[0]).toMatchObject({ scoreMs: 5, similarityMs: 3 })
    expect(reading.calls).toEqual(['encode', 'score with embeddings'])
  })

  it('names the differences, which count towards no latency', async () => {
    const { scored } = await score({ withDifferences: true }, ['a', 'b'])
    expect(scored[0]).toMatchObject({ differences: [{ kind: 'number', text: 'a ↔ b' }], scoreMs: 5 })
  })

  it('keeps the similarity of equal embeddings within 1', async () => {
    const { scored } = await score({ withSimilarity: true }, ['x', 'x'])
    expect(scored[0]!.similarity).toBeLessThanOrEqual(1)
  })

  it('reads a pair only when the one before was taken', async () => {
    let read = 0
    async function* counted(): AsyncGenerator<PairInFile> {
      for await (const pair of pairsOf(['a', 'b'], ['c', 'd'], ['e', 'f'])) {
        read++
        yield pair
      }
    }
    const { inference, now } = fakeInference()
    for await (const { index } of scorePairs(counted(), inference, wishes, now)) expect(read).toBe(index + 1)
  })
})
