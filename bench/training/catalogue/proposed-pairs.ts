import { ClassifierConfig, SmartMemo } from '../../../src/index.js'
import type { LabelledPair } from '../../../src/pairs/labelled-pair.js'
import type { Random } from '../../../src/random/seeded-random.js'
import { cataloguePrompt } from './catalogue.js'

/**
 * Labelled pairs as a cache meets them: prompts of the domain are asked one after the other, each beside the stored prompts
 * that retrieval proposes for it. Nothing is reused meanwhile, so the pairs do not depend on what the classifier would do.
 */
export async function proposedPairs(
  part: 'known' | 'unseen',
  count: number,
  classifier: string,
  random: Random,
): Promise<LabelledPair[]> {
  const keys = new Map<string, string>()
  const pairs: LabelledPair[] = []
  await using cache = new SmartMemo({
    domain: 'catalogue',
    dbPath: ':memory:',
    mode: 'shadow',
    classifier: ClassifierConfig.fromFile(classifier),
  })
  while (pairs.length < count) {
    const { text, key } = cataloguePrompt(part, random)
    if (keys.has(text)) continue
    keys.set(text, key)
    const { queryId } = await cache.getOrCall({ prompt: text, llmFunction: () => key })
    for (const { prompt } of (await cache.explain(queryId))?.candidates ?? []) {
      const label = keys.get(prompt) === key ? 1 : 0
      pairs.push({ promptA: text, promptB: prompt, label, domain: 'catalogue' })
    }
  }
  return pairs.slice(0, count)
}
