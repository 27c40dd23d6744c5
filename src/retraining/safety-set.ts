import { generatePairs } from '../generation/generate-pairs.js'
import type { GeneratedPair } from '../generation/generated-pair.js'
import type { TemplateFile } from '../generation/read-generation-files.js'
import type { BasePrompt, PairKind } from '../generation/generation-template.js'
import { seededRandom, shuffle } from '../random/seeded-random.js'

/** What a retrained classifier must not get worse at. */
export const SAFETY_KINDS: readonly PairKind[] = [
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
/** Another seed than the default of generate-pairs, so that other values are drawn. */
const SEED = 20_261
const TRAIN_SEED = 7

export interface GenerationFiles {
  readonly templates: TemplateFile
  readonly prompts: readonly BasePrompt[]
}

/** Traps whose base prompts are kept out of training: the `test` split, which does not depend on the seed. */
export async function makeSafetySet(files: GenerationFiles): Promise<GeneratedPair[]> {
  const pairs = (await generatePairs({ ...files, seed: SEED })).filter(({ split }) => split === 'test')
  return SAFETY_KINDS.flatMap((kind) =>
    shuffle(
      pairs.filter((pair) => pair.kind === kind),
      seededRandom(SEED),
    ).slice(0, TRAPS_PER_KIND),
  )
}

/** Pairs that stand in for the training mix of a classifier that ships none: `count` of the `train` split. */
export async function makeReplayPairs(files: GenerationFiles, count: number): Promise<GeneratedPair[]> {
  const pairs = (await generatePairs({ ...files, seed: TRAIN_SEED })).filter(({ split }) => split === 'train')
  return shuffle(pairs, seededRandom(SEED)).slice(0, count)
}

/** Negatives at most that thresholds are matched on. */
const MATCHING_PAIRS = 1500

/** Hard negatives of the `validation` split: neither trained on nor among the traps. */
export async function makeMatchingPairs(files: GenerationFiles): Promise<GeneratedPair[]> {
  const pairs = await generatePairs({ ...files, seed: TRAIN_SEED })
  const negatives = pairs.filter(({ split, label }) => split === 'validation' && label === 0)
  return shuffle(negatives, seededRandom(SEED)).slice(0, MATCHING_PAIRS)
}
