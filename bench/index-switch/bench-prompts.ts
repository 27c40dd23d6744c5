import { join } from 'node:path'
import { readJsonLines } from '../../src/files/json-lines.js'
import { seededRandom, shuffle } from '../../src/random/seeded-random.js'
import { makePrompts } from '../latency/prompts.js'

/** Requests of real users, from the sets that `shared/data` describes. */
const INTENT_FILES = ['sgd_user_turns', 'facebook_mtod_en', 'clinc150', 'snips', 'banking77', 'hwu64']

/** So many different prompts in random order: of real users when there is a data folder, else made from templates. */
export async function readBenchPrompts(count: number, dataFolder: string | undefined, seed: number): Promise<string[]> {
  const prompts = dataFolder === undefined ? makePrompts(count) : await readIntents(dataFolder)
  if (prompts.length < count) throw new RangeError(`${count} prompts are asked for, there are ${prompts.length}`)
  return shuffle(prompts, seededRandom(seed)).slice(0, count)
}

async function readIntents(dataFolder: string): Promise<string[]> {
  const prompts = new Set<string>()
  for (const name of INTENT_FILES) {
    for await (const { value } of readJsonLines(join(dataFolder, 'intents', `${name}.jsonl.gz`)))
      prompts.add((value as { text: string }).text)
  }
  return [...prompts]
}
