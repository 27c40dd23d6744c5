import { join } from 'node:path'
import { readJsonLines } from '../../src/files/json-lines.js'
import { seededRandom, shuffle } from '../../src/random/seeded-random.js'
import { groupPairs } from './group-pairs.js'

/** Queries of a set; more only take longer. */
const MAX_QUERIES = 1500
/** Requests of other assistants that fill the pool of a set with few prompts of its own. */
const FILLING_PROMPTS = 6000

/** Prompts of which some mean the same; each query is one of them, and is found when another of its group is. */
export interface RetrievalSet {
  readonly name: string
  readonly prompts: readonly string[]
  /** Group of each prompt; prompts without one mean something of their own. */
  readonly groups: ReadonlyMap<string, string>
  /** Positions in `prompts`. */
  readonly queries: readonly number[]
}

/** The sets that `shared/data` describes, as `models/train/evaluate_retrieval.py` forms them. */
export async function readRetrievalSets(dataFolder: string): Promise<RetrievalSet[]> {
  const pairs = (name: string, label: 0 | 1) => readPairs(join(dataFolder, name), label)
  const training = await readTexts(join(dataFolder, 'pairs/smartmemo_train.jsonl.gz'), ['prompt_a', 'prompt_b'])
  const requests = await readTexts(join(dataFolder, 'intents/clinc150.jsonl.gz'), ['text'])
  const questions = (await pairs('eval/qqp_dev.jsonl.gz', 0)).flat()
  const validation = 'pairs/smartmemo_validation.jsonl.gz'
  return [
    pairedSet('smartmemo_validation', await pairs(validation, 1), [
      ...(await pairs(validation, 0)).flat(),
      ...new Set(training),
      ...requests.slice(0, FILLING_PROMPTS),
    ]),
    pairedSet('qqp_dev', await pairs('eval/qqp_dev.jsonl.gz', 1), questions),
    pairedSet('mqp_dev', await pairs('eval/mqp_dev.jsonl.gz', 1), [
      ...(await pairs('eval/mqp_dev.jsonl.gz', 0)).flat(),
      ...questions,
    ]),
    await intentSet('banking77', join(dataFolder, 'intents/banking77.jsonl.gz')),
  ]
}

/** Each first prompt of a pair asks for the second, or for another that a chain of pairs connects with it. */
function pairedSet(name: string, same: readonly (readonly [string, string])[], others: readonly string[]): RetrievalSet {
  const prompts = [...new Set([...same.flat(), ...others])]
  const positions = new Map(prompts.map((prompt, at) => [prompt, at]))
  return {
    name,
    prompts,
    groups: groupPairs(same),
    queries: same.slice(0, MAX_QUERIES).map(([prompt]) => positions.get(prompt)!),
  }
}

/** Each prompt asks for another of its intent. */
async function intentSet(name: string, path: string): Promise<RetrievalSet> {
  const groups = new Map<string, string>()
  for await (const { value } of readJsonLines(path)) {
    const { text, intent } = value as { text: string; intent: string }
    groups.set(text, intent)
  }
  const prompts = [...groups.keys()]
  const queries = shuffle([...prompts.keys()], seededRandom(0)).slice(0, MAX_QUERIES)
  return { name, prompts, groups, queries }
}

async function readPairs(path: string, wanted: 0 | 1): Promise<[string, string][]> {
  const pairs: [string, string][] = []
  for await (const { value } of readJsonLines(path)) {
    const { prompt_a, prompt_b, label } = value as { prompt_a: string; prompt_b: string; label: number }
    if (label === wanted) pairs.push([prompt_a, prompt_b])
  }
  return pairs
}

async function readTexts(path: string, keys: readonly string[]): Promise<string[]> {
  const texts: string[] = []
  for await (const { value } of readJsonLines(path)) {
    for (const key of keys) texts.push((value as Record<string, string>)[key]!)
  }
  return texts
}
