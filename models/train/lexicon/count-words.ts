import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fnv1a } from '../../../src/text/fnv1a.js'
import { tokenize } from '../../../src/text/tokenize.js'
import { readLines, textsInLine } from '../read-lines.js'

/** In how many lines each word stands, in prompts and in prose, and how often each wanted phrase was seen. */
export interface WordCounts {
  readonly prompts: Map<string, number>
  readonly prose: Map<string, number>
  readonly phrases: Map<string, number>
  promptLines: number
  proseLines: number
}

/** One line of prose in so many is read: frequencies are stable well before that. */
const PROSE_STRIDE = 6
/** Held out: never counted, as never trained on. */
const HELD_OUT = 'smartmemo_validation'
const LONGEST_PHRASE = 3

/** Counts over the training prompts and a sample of the corpus under `dataDir`. */
export async function countWords(dataDir: string, wantedPhrases: ReadonlySet<string>): Promise<WordCounts> {
  const counts: WordCounts = { prompts: new Map(), prose: new Map(), phrases: new Map(), promptLines: 0, proseLines: 0 }
  const seen = new Set<number>()
  for (const folder of ['pairs', 'intents']) {
    for (const file of readdirSync(join(dataDir, folder)).sort()) {
      if (file.includes(HELD_OUT)) continue
      for await (const line of readLines(join(dataDir, folder, file))) {
        for (const text of textsInLine(file, line)) {
          const hash = fnv1a(text)
          if (seen.has(hash)) continue
          seen.add(hash)
          counts.promptLines++
          countLine(text, counts.prompts, counts.phrases, wantedPhrases)
        }
      }
    }
  }
  for (const file of readdirSync(join(dataDir, 'corpus')).sort()) {
    let number = 0
    for await (const line of readLines(join(dataDir, 'corpus', file))) {
      if (number++ % PROSE_STRIDE !== 0) continue
      counts.proseLines++
      countLine(line, counts.prose, counts.phrases, wantedPhrases)
    }
  }
  return counts
}

function countLine(line: string, words: Map<string, number>, phrases: Map<string, number>, wanted: ReadonlySet<string>): void {
  const texts = tokenize(line).map((token) => token.text)
  for (const word of new Set(texts)) words.set(word, (words.get(word) ?? 0) + 1)
  for (let length = 2; length <= LONGEST_PHRASE; length++) {
    for (let at = 0; at + length <= texts.length; at++) {
      const phrase = texts.slice(at, at + length).join(' ')
      if (wanted.has(phrase)) phrases.set(phrase, (phrases.get(phrase) ?? 0) + 1)
    }
  }
}
