import { generatePairs } from '../generation/generate-pairs.js'
import type { GeneratedPair } from '../generation/generated-pair.js'
import type { BasePrompt, PairKind } from '../generation/generation-template.js'
import type { TemplateFile } from '../generation/read-generation-files.js'
import { splitKeyOf } from '../pairs/prompt-groups.js'
import { seededRandom, shuffle } from '../random/seeded-random.js'

/** What a retrained classifier must not get worse at. */
const SAFETY_KINDS: readonly PairKind[] = [
  'opposite-action',
  'negation',
  'number',
  'unit',
  'date',
  'name',
  'version',
  'order',
  'quantifier',
]
/** Traps of one kind at most, so that none outweighs the others. */
const TRAPS_PER_KIND = 80
/** Pairs gone over again: negatives of one kind, and paraphrases. */
const REPLAYED_PER_KIND = 500
const REPLAYED_PARAPHRASES = 4000
/** Negatives of one kind that thresholds are matched on. */
const MATCHED_PER_KIND = 150
/** The default of generate-pairs and others, so that rare kinds have enough; the traps draw from a seed of their own. */
const SEEDS = [7, 8, 9]
const TRAP_SEED = 20_261

export interface GenerationFiles {
  readonly templates: TemplateFile
  readonly prompts: readonly BasePrompt[]
}

/** Generated pairs by their part in retraining; no prompt stands in two. */
export interface BuiltInPairs {
  /** Of the `train` split. */
  readonly replay: readonly GeneratedPair[]
  /** Hard negatives of the `validation` split. */
  readonly matching: readonly GeneratedPair[]
  /** Hard negatives of the `test` split. */
  readonly traps: readonly GeneratedPair[]
}

export async function makeBuiltInPairs(files: GenerationFiles): Promise<BuiltInPairs> {
  const random = seededRandom(TRAP_SEED)
  const pairs: GeneratedPair[] = []
  for (const seed of SEEDS) pairs.push(...(await generatePairs({ ...files, seed })))
  const seen = new Set<string>()
  const unique = shuffle(pairs, random).filter((pair) => {
    const key = keysOf(pair).toSorted().join('\n')
    return !seen.has(key) && seen.add(key)
  })
  const of = (split: GeneratedPair['split'], label: 0 | 1) =>
    unique.filter((pair) => pair.split === split && pair.label === label)
  const replay = [...atMostOfEach(of('train', 0), REPLAYED_PER_KIND), ...of('train', 1).slice(0, REPLAYED_PARAPHRASES)]
  const matching = atMostOfEach(of('validation', 0), MATCHED_PER_KIND)
  // Bases that share a prompt by chance are split together, and chance differs between the seeds.
  const known = new Set([...replay, ...matching].flatMap(keysOf))
  const trapPairs = shuffle(await generatePairs({ ...files, seed: TRAP_SEED }), random).filter(
    (pair) => pair.split === 'test' && SAFETY_KINDS.includes(pair.kind) && !keysOf(pair).some((key) => known.has(key)),
  )
  return { replay: shuffle(replay, random), matching, traps: atMostOfEach(trapPairs, TRAPS_PER_KIND) }
}

function atMostOfEach(pairs: readonly GeneratedPair[], count: number): GeneratedPair[] {
  const counts = new Map<PairKind, number>()
  return pairs.filter(({ kind }) => {
    const before = counts.get(kind) ?? 0
    counts.set(kind, before + 1)
    return before < count
  })
}

function keysOf({ promptA, promptB }: GeneratedPair): string[] {
  return [splitKeyOf(promptA), splitKeyOf(promptB)]
}
