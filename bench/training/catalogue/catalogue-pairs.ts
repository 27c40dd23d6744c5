import type { LabelledPair } from '../../../src/pairs/labelled-pair.js'
import { pick, shuffle, type Random } from '../../../src/random/seeded-random.js'
import { cataloguePrompt, type CataloguePrompt } from './catalogue.js'

/** Prompts from which pairs are drawn. */
const POOL = 3000

/**
 * Labelled pairs as a cache meets them: each prompt beside others of the same meaning, and beside those that differ in the
 * product or in the question alone. About two fifths are equivalent.
 */
export function cataloguePairs(part: 'known' | 'unseen', count: number, random: Random): LabelledPair[] {
  const byKey = new Map<string, Set<string>>()
  for (let drawn = 0; drawn < POOL; drawn++) {
    const { text, key } = cataloguePrompt(part, random)
    byKey.set(key, (byKey.get(key) ?? new Set()).add(text))
  }
  const prompts = [...byKey].flatMap(([key, texts]) => [...texts].map((text): CataloguePrompt => ({ text, key })))
  const pairs: LabelledPair[] = []
  for (const { text, key } of shuffle([...prompts], random)) {
    if (pairs.length >= count) break
    const same = [...byKey.get(key)!].filter((other) => other !== text)
    for (const other of shuffle(same, random).slice(0, 2)) pairs.push(pairOf(text, other, 1))
    const [intent, product] = key.split(' | ') as [string, string]
    const close = [...byKey.keys()].filter(
      (other) => other !== key && (other.startsWith(`${intent} |`) || other.endsWith(`| ${product}`)),
    )
    for (let trap = 0; trap < 3 && close.length > 0; trap++) {
      pairs.push(pairOf(text, pick([...byKey.get(pick(close, random))!], random), 0))
    }
  }
  return pairs.slice(0, count)
}

function pairOf(promptA: string, promptB: string, label: 0 | 1): LabelledPair {
  return { promptA, promptB, label, domain: 'catalogue' }
}
