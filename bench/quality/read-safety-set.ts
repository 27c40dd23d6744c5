import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** One pair of the safety set. It evaluates; nothing is trained or tuned on it. */
export interface SafetyPair {
  readonly prompt_a: string
  readonly prompt_b: string
  /** 1 where one response serves both prompts. */
  readonly label: 0 | 1
  /** What makes the two different, or what kind of paraphrase they are; also the name of the pair's file. */
  readonly kind: string
  readonly domain: string
  /** Whether the two share nearly all of their words or nearly none. */
  readonly overlap: 'high' | 'low'
}

const FOLDERS = [
  { folder: 'danger', label: 0 },
  { folder: 'paraphrase', label: 1 },
] as const

/** Reads every pair under a folder with `danger/*.jsonl` (label 0) and `paraphrase/*.jsonl` (label 1); throws on a pair out of place. */
export async function readSafetySet(root: string): Promise<readonly SafetyPair[]> {
  const pairs: SafetyPair[] = []
  for (const { folder, label } of FOLDERS) {
    const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.jsonl')).sort()
    for (const file of files) {
      const lines = (await readFile(join(root, folder, file), 'utf8')).trimEnd().split('\n')
      for (const [index, line] of lines.entries()) {
        const pair = JSON.parse(line) as SafetyPair
        if (pair.label !== label || pair.kind !== basename(file, '.jsonl')) {
          throw new Error(`Cannot read the safety set: ${folder}/${file}:${index + 1} has another label or kind than its file`)
        }
        pairs.push(pair)
      }
    }
  }
  return pairs
}
