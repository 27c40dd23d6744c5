import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fakeLlm } from '../cache/fake-llm.js'
import { collect } from '../cache/published.js'
import { writeTinyClassifier } from '../cli/tiny-classifier.js'
import { built } from './built.js'
import { CacheOfTest } from './cache-of-test.js'
import { collectWarnings } from './warnings.js'

const STORED = 'how do I reset the big blue device today'
const SIMILAR = 'how do I reset the big blue device'
const DIFFERENT = 'when does the shop open'

/** What a cache does for its user, with so many threads. */
export function describeScenarios(threads: number): void {
  describe(`SmartMemo with threads: ${threads}`, () => {
    const own = new CacheOfTest(threads)
    const { create } = own
    const warnings = collectWarnings()
    const recoveries = collect<{ findings: string[] }>('smartmemo:recovery')

    test('misses, stores, and serves the same and a similar prompt, but no different one', async () => {
      const cache = create()
      const { llmFunction, prompts } = fakeLlm()
      const ask = (prompt: string) => cache.getOrCall({ prompt, llmFunction })
      expect(await ask(STORED)).toMatchObject({ wasCacheHit: false, reason: 'no-candidate' })
      expect(await ask(STORED)).toMatchObject({ wasCacheHit: true, tier: 'exact', response: `response 1 to ${STORED}` })
      expect(await ask(SIMILAR)).toMatchObject({ wasCacheHit: true, tier: 'semantic', response: `response 1 to ${STORED}` })
      expect(await ask(DIFFERENT)).toMatchObject({ wasCacheHit: false, reason: 'rejected' })
      expect(prompts).toEqual([STORED, DIFFERENT])
      expect(await cache.stats()).toMatchObject({
        entries: 2,
        lookups: 4,
        hits: 2,
        misses: 2,
        hitRate: 0.5,
        encoderId: 'hash-64',
      })
      expect(warnings).toEqual([])
    })

    test('lets a classifier decide, which refuses the opposite, and explains why', async () => {
      await writeTinyClassifier(join(own.folder, 'classifier'))
      const classifier = built.ClassifierConfig.fromFile(join(own.folder, 'classifier'))
      const cache = create({ classifier, encoder: built.EncoderConfig.bundled() })
      const { llmFunction, prompts } = fakeLlm()
      const ask = (prompt: string) => cache.getOrCall({ prompt, llmFunction })
      await ask("Approve the customer's refund request")
      expect(await ask("Please approve the customer's refund request")).toMatchObject({
        wasCacheHit: true,
        reason: 'score-over-threshold',
      })
      const opposite = await ask("Deny the customer's refund request")
      expect(opposite).toMatchObject({ wasCacheHit: false, reason: 'rejected' })
      expect(opposite.similarityScore).toBeGreaterThan(0.5)
      expect(prompts).toHaveLength(2)
      const trace = await cache.explain(opposite.queryId)
      expect(trace).toMatchObject({ classifier: 'tiny@1', threshold: 0.5 })
      expect(trace!.candidates[0]!.differences.map(({ kind }) => kind)).toContain('opposite')
      expect(await cache.stats()).toMatchObject({ classifier: 'tiny@1', threshold: 0.5 })
    })

    test('keeps everything over a restart: entries, verdicts, lookups and figures', async () => {
      const first = create()
      const { llmFunction } = fakeLlm()
      await first.getOrCall({ prompt: STORED, llmFunction, tags: ['t'] })
      const hit = await first.getOrCall({ prompt: SIMILAR, llmFunction })
      expect(await first.reportBadHit(hit.queryId, { reason: 'wrong' })).toBe(true)
      await first.close()
      const second = create()
      expect(await second.lookup({ prompt: STORED })).toMatchObject({ outcome: 'hit' })
      expect(await second.lookup({ prompt: SIMILAR })).toMatchObject({ outcome: 'miss', reason: 'no-candidate' })
      expect(await second.explain(hit.queryId)).toMatchObject({
        prompt: SIMILAR,
        tier: 'semantic',
        candidates: [{ prompt: STORED }],
      })
      expect(await second.stats()).toMatchObject({ entries: 1, lookups: 4, badVerdicts: 1 })
      expect(await second.forget({ tag: 't' })).toBe(1)
      expect([warnings, recoveries]).toEqual([[], []])
    })

    test('imports a file and exports feedback to one', async () => {
      const cache = create()
      const source = join(own.folder, 'entries.jsonl')
      await writeFile(source, `${JSON.stringify({ prompt: STORED, response: 'imported' })}\n`)
      expect(await cache.importPairs(source)).toBe(1)
      const { queryId, response } = await cache.lookup({ prompt: SIMILAR })
      expect(response).toBe('imported')
      await cache.reportGoodHit(queryId)
      const target = join(own.folder, 'pairs.jsonl')
      expect(await cache.exportFeedbackPairs(target, { split: 'train' })).toBe(1)
      expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject({
        prompt_a: SIMILAR,
        prompt_b: STORED,
        label: 1,
        split: 'train',
      })
      await writeFile(source, 'no json\n')
      await expect(cache.importPairs(source)).rejects.toBeInstanceOf(built.InvalidLineError)
    })

    test('uses an encoder object of the caller, and calls the LLM when it returns nonsense', async () => {
      let returns = [1, 2, 2]
      const encoder = {
        id: 'mine',
        dimensions: 3,
        embed: async (texts: readonly string[]) => texts.map(() => Float32Array.from(returns)),
      }
      const cache = create({ encoder })
      const { llmFunction, prompts } = fakeLlm()
      await cache.getOrCall({ prompt: 'a', llmFunction })
      expect(await cache.getOrCall({ prompt: 'b', llmFunction })).toMatchObject({
        wasCacheHit: true,
        similarityScore: expect.closeTo(1) as number,
      })
      for (const nonsense of [[1], [Number.NaN, 0, 0], [0, 0, 0]]) {
        returns = nonsense
        expect(await cache.getOrCall({ prompt: 'c', llmFunction })).toMatchObject({ reason: 'lookup-failed' })
        await expect(cache.remember({ prompt: 'd', response: 'r' })).rejects.toBeInstanceOf(built.EncoderOutputError)
      }
      expect(prompts).toHaveLength(4)
      expect((await cache.stats()).entries).toBe(1)
    })

    test('lets two caches of a process share a file, apart from each other by domain', async () => {
      const [support, code] = [create(), create({ domain: 'code' })]
      await support.remember({ prompt: 'a', response: 'support' })
      expect((await code.lookup({ prompt: 'a' })).outcome).toBe('miss')
      await code.remember({ prompt: 'a', response: 'code' })
      await support.close()
      expect((await code.lookup({ prompt: 'a' })).response).toBe('code')
      const again = create()
      expect((await again.lookup({ prompt: 'a' })).response).toBe('support')
    })

    test('opens a file at once that another cache of this process is still closing', async () => {
      for (let round = 1; round <= 5; round++) {
        const cache = create()
        await cache.remember({ prompt: `p${round}`, response: 'r' })
        void cache.close()
      }
      expect((await create().stats()).entries).toBe(5)
      expect(warnings).toEqual([])
    })

    test('keeps to a maxEntries that was lowered since', async () => {
      const first = create()
      await first.importPairs(Array.from({ length: 9 }, (_, index) => ({ prompt: `p${index}`, response: 'r' })))
      await first.close()
      expect((await create({ maxEntries: 4 }).stats()).entries).toBe(4)
    })

    test('keeps nothing after its process with dbPath :memory:', async () => {
      const cache = create({ dbPath: ':memory:' })
      await cache.remember({ prompt: 'a', response: 'r' })
      expect((await cache.lookup({ prompt: 'a' })).response).toBe('r')
      expect((await create({ dbPath: ':memory:' }).lookup({ prompt: 'a' })).response).toBeNull()
    })
  })
}
