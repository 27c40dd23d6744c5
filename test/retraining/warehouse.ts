import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUNDLED_MODELS, GENERATION_FILES } from '../../src/compose/package-paths.js'
import type { RetrainTask } from '../../src/retraining/retrain-task.js'
import { writeTinyClassifier } from '../cli/tiny-classifier.js'

/** A pair as files hold it. */
export interface PairRecord {
  readonly prompt_a: string
  readonly prompt_b: string
  readonly label: 0 | 1
}

const WAYS: readonly ((thing: string, place: string) => string)[] = [
  (thing, place) => `Move ${thing} to ${place}`,
  (thing, place) => `Please bring ${thing} over to ${place}`,
  (thing, place) => `Can you put ${thing} into ${place}?`,
]
const THINGS = ['pallet', 'crate', 'drum', 'trolley', 'reel']

/**
 * Verdicts on requests in a warehouse, in which only the numbers tell places apart: what the tiny classifier cannot see.
 * Every third prompt is new, so that no prompt stands in more than a few pairs. `from` shifts the numbers.
 */
export function warehousePairs(count: number, from: number): PairRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    const thing = `the ${THINGS[index % THINGS.length]!} ${String.fromCodePoint(65 + (index % 26))}${number}`
    const way = WAYS[index % 3]!
    const other = WAYS[(index + 1) % 3]!
    return index % 2 === 0
      ? { prompt_a: way(thing, `bay ${number + 3}`), prompt_b: other(thing, `bay ${number + 3}`), label: 1 }
      : { prompt_a: way(thing, `bay ${number + 3}`), prompt_b: way(thing, `bay ${number + 40}`), label: 0 }
  })
}

export function invert(pairs: readonly PairRecord[]): PairRecord[] {
  return pairs.map((pair) => ({ ...pair, label: pair.label === 1 ? 0 : 1 }))
}

/** Pairs of one user who tells one lie in many numbers. */
export function repeatedLie(count: number): PairRecord[] {
  return Array.from({ length: count }, (_, index) => {
    return { prompt_a: 'Move the pallet to bay 7', prompt_b: `Move the pallet to bay ${100 + index}`, label: 1 }
  })
}

/** A few pairs about something else. */
const OTHER_PAIRS: readonly PairRecord[] = [
  { prompt_a: 'Approve the refund', prompt_b: 'Please approve the refund', label: 1 },
  { prompt_a: 'Approve the refund', prompt_b: 'Deny the refund', label: 0 },
]

/** A folder with everything that a retraining reads: a tiny classifier in use, few templates, validation data. */
export async function prepareRetraining(folder: string): Promise<RetrainTask> {
  const lines = (await readFile(fileURLToPath(GENERATION_FILES.templates), 'utf8')).trim().split('\n')
  const slots = lines.filter((line) => line.startsWith('{"slot"'))
  const templates = lines.filter((line) => !line.startsWith('{"slot"')).filter((_, index) => index % 40 === 0)
  const prompts = (await readFile(fileURLToPath(GENERATION_FILES.prompts), 'utf8')).trim().split('\n').slice(0, 4)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'templates.jsonl'), [...slots, ...templates].join('\n'))
  await writeFile(join(folder, 'prompts.jsonl'), prompts.join('\n'))
  await writePairs(join(folder, 'replay.jsonl'), OTHER_PAIRS)
  await writeTinyClassifier(join(folder, 'active'))
  await writePairs(join(folder, 'validation.jsonl'), warehousePairs(60, 5000))
  return {
    active: join(folder, 'active'),
    feedback: join(folder, 'feedback.jsonl'),
    validationData: join(folder, 'validation.jsonl'),
    validationSplit: null,
    seedData: null,
    domain: null,
    out: join(folder, 'candidate'),
    report: null,
    promoteTo: join(folder, 'promoted'),
    recipe: { epochs: 6 },
    modelsDir: fileURLToPath(BUNDLED_MODELS),
    encoder: { kind: 'bundled' },
    replay: join(folder, 'replay.jsonl'),
    generation: { templates: join(folder, 'templates.jsonl'), prompts: join(folder, 'prompts.jsonl') },
    minPrecision: 0.5,
    minRecall: 0,
    minFeedback: 20,
  }
}

export async function writePairs(path: string, pairs: readonly object[]): Promise<void> {
  await writeFile(path, pairs.map((pair) => JSON.stringify(pair)).join('\n'))
}
