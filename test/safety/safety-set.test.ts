import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listWorkload } from '../../bench/demo/workload/workload.js'
import { readSafetySet, type SafetyPair } from '../../bench/quality/read-safety-set.js'
import { rocAuc } from '../../bench/quality/roc-auc.js'
import { jaccardOverlap, stemOverlap } from '../../bench/quality/word-overlap.js'

const pairs = await readSafetySet(fileURLToPath(new URL('.', import.meta.url)))

function countBy(list: readonly SafetyPair[], key: (pair: SafetyPair) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const pair of list) counts.set(key(pair), (counts.get(key(pair)) ?? 0) + 1)
  return counts
}

describe('safety set', () => {
  it('holds at least 600 pairs, twelve kinds of danger and twelve of paraphrase', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(600)
    for (const label of [0, 1]) {
      const kinds = countBy(
        pairs.filter((pair) => pair.label === label),
        ({ kind }) => kind,
      )
      expect(kinds.size).toBeGreaterThanOrEqual(12)
      expect(Math.min(...kinds.values())).toBeGreaterThanOrEqual(25)
    }
  })

  it('covers nine domains, each with both labels', () => {
    const cells = countBy(pairs, ({ domain, label }) => `${domain} ${label}`)
    expect(cells.size).toBeGreaterThanOrEqual(18)
    expect(Math.min(...cells.values())).toBeGreaterThanOrEqual(25)
  })

  it('shares nearly all words in about half of the pairs of either label', () => {
    for (const label of [0, 1]) {
      const ofLabel = pairs.filter((pair) => pair.label === label)
      const share = ofLabel.filter(({ overlap }) => overlap === 'high').length / ofLabel.length
      expect(share).toBeGreaterThan(0.4)
      expect(share).toBeLessThan(0.62)
    }
  })

  it('names the overlap of every pair truly', () => {
    const misnamed = pairs.filter(({ prompt_a, prompt_b, overlap }) => {
      const jaccard = jaccardOverlap(prompt_a, prompt_b)
      return overlap === 'high' ? jaccard < 0.5 : jaccard > 0.2
    })
    expect(misnamed).toEqual([])
  })

  it.each([
    ['the Jaccard index of words', jaccardOverlap],
    ['the share of common stems', stemOverlap],
  ])('tells the labels apart no better than chance by %s', (_, measure) => {
    const valuesOf = (label: number) =>
      pairs.filter((pair) => pair.label === label).map(({ prompt_a, prompt_b }) => measure(prompt_a, prompt_b))
    const auc = rocAuc(valuesOf(1), valuesOf(0))
    expect(auc).toBeGreaterThan(0.4)
    expect(auc).toBeLessThan(0.6)
  })

  it('asks nothing twice and repeats no prompt of the demo', () => {
    const normalise = (prompt: string) =>
      prompt
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
    const couples = pairs.map(({ prompt_a, prompt_b }) => [prompt_a, prompt_b].map(normalise).sort().join(' | '))
    expect(new Set(couples).size).toBe(couples.length)
    const inDemo = new Set(listWorkload().map(({ prompt }) => normalise(prompt)))
    expect(pairs.filter(({ prompt_a, prompt_b }) => inDemo.has(normalise(prompt_a)) || inDemo.has(normalise(prompt_b)))).toEqual(
      [],
    )
  })

  it('begins at most three first prompts with the same four words', () => {
    const openings = countBy(pairs, ({ prompt_a }) => prompt_a.toLowerCase().split(/\s+/).slice(0, 4).join(' '))
    expect([...openings].filter(([, count]) => count > 3)).toEqual([])
  })
})
