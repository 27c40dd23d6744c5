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
/** Pairs that stand in for the replay of a classifier that ships none. */
const REPLAY_PAIRS = 12_000
/** Negatives at most that thresholds are matched on. */
const MATCHING_PAIRS = 1500
/** The default of generate-pairs, and another one that draws other values for the traps. */
const SEED = 7
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
  const random = seededRandom(SEED)
  const pairs = shuffle(await generatePairs({ ...files, seed: SEED }), random)
  const replay = pairs.filter(({ split }) => split === 'train').slice(0, REPLAY_PAIRS)
  const matching = pairs.filter(({ split, label }) => split === 'validation' && label === 0).slice(0, MATCHING_PAIRS)
  // Bases that share a prompt by chance are split together, and chance differs between the seeds.
  const known = new Set([...replay, ...matching].flatMap(keysOf))
  const trapPairs = shuffle(await generatePairs({ ...files, seed: TRAP_SEED }), random).filter(
    (pair) => pair.split === 'test' && !keysOf(pair).some((key) => known.has(key)),
  )
  const traps = SAFETY_KINDS.flatMap((kind) => trapPairs.filter((pair) => pair.kind === kind).slice(0, TRAPS_PER_KIND))
  return { replay, matching, traps }
}

function keysOf({ promptA, promptB }: GeneratedPair): string[] {
  return [splitKeyOf(promptA), splitKeyOf(promptB)]
}
