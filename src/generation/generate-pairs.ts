import { assignSplits, assignSplitsByHash } from '../pairs/assign-splits.js'
import { splitKeyOf } from '../pairs/prompt-groups.js'
import { seededRandom } from '../random/seeded-random.js'
import { allEdits } from './edits/edits.js'
import type { GeneratedPair, GeneratedSplit, UnsplitPair } from './generated-pair.js'
import type { BasePrompt } from './generation-template.js'
import type { Paraphraser } from './paraphraser.js'
import { promptPairs } from './prompt-pairs.js'
import type { TemplateFile } from './read-generation-files.js'
import { RuleParaphraser } from './rule-paraphraser.js'
import { templatePairs } from './template-pairs.js'

const SHARES = { train: 0.8, validation: 0.1, test: 0.1 } as const

/** Of 0…399, the one that leaves every domain and every kind its largest least share of a split, on the files of the package. */
const SPLIT_SALT = 165

/** Base prompts and objects of templates from which splits by hash come out even enough. */
const FEWEST_TO_HASH = 200

export interface GenerationInput {
  readonly templates: TemplateFile
  readonly prompts: readonly BasePrompt[]
  /** Rules by default; a paraphraser over an LLM finds wordings that are further away. */
  readonly paraphraser?: Paraphraser
  readonly seed: number
}

/**
 * Makes labelled pairs from templates and base prompts. The same pair never stands there twice, nor with both labels, and
 * no prompt crosses splits. Where there are many bases, each is in the same split whatever the seed.
 */
export async function generatePairs({ templates, prompts, paraphraser, seed }: GenerationInput): Promise<GeneratedPair[]> {
  const random = seededRandom(seed)
  const found: UnsplitPair[] = [...templatePairs(templates, random)]
  const rephrase = paraphraser ?? new RuleParaphraser(random)
  for await (const pair of promptPairs(prompts, rephrase, allEdits([...templates.slots.values()]), random)) found.push(pair)
  const pairs = withoutClashes(found)
  const splits = splitsOf(pairs)
  return pairs.map((pair, index) => ({ ...pair, split: splits[index]! }))
}

/** By hash where bases are many; few have to be dealt, or a split might get none. */
function splitsOf(pairs: readonly UnsplitPair[]): GeneratedSplit[] {
  const tieOf = ({ base }: UnsplitPair) => base
  const bases = new Set(pairs.map(tieOf))
  return bases.size >= FEWEST_TO_HASH
    ? assignSplitsByHash(pairs, SHARES, tieOf, SPLIT_SALT)
    : assignSplits(pairs, SHARES, SPLIT_SALT, tieOf)
}

/** Drops repeated pairs, pairs of equal text, and pairs that were made with both labels. */
function withoutClashes(pairs: readonly UnsplitPair[]): UnsplitPair[] {
  const byKey = new Map<string, UnsplitPair | null>()
  for (const pair of pairs) {
    const [a, b] = [splitKeyOf(pair.promptA), splitKeyOf(pair.promptB)].toSorted()
    if (a === b) continue
    const key = `${a}\n${b}`
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, pair)
    else if (known !== null && known.label !== pair.label) byKey.set(key, null)
  }
  return [...byKey.values()].filter((pair) => pair !== null)
}
