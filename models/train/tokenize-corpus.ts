/**
 * Tokenises text files with the tokens that the library uses: one line in, one line of space-joined tokens out.
 *
 *     node dist/models/train/tokenize-corpus.js --out corpus.tokens [--sample novels=0.25] FILE…
 *
 * FILE may be .txt, .txt.gz (a sentence a line) or .jsonl.gz (fields text, prompt_a, prompt_b). `--sample NAME=SHARE`
 * keeps only a share of the lines of files whose name contains NAME, chosen by a hash of the line.
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { fnv1a } from '../../src/text/fnv1a.js'
import { tokenize } from '../../src/text/tokenize.js'
import { readLines, textsInLine } from './read-lines.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, sample: { type: 'string', multiple: true, default: [] } },
})
const output = createWriteStream(values.out ?? '/dev/stdout')
const MIN_TOKENS = 3
const MAX_LINE_TOKENS = 80
/** Lines written at a time: one system call for many small lines. */
const LINES_PER_WRITE = 500

let batch: string[] = []
for (const file of positionals) {
  const share = Number(values.sample.find((sample) => file.includes(sample.split('=')[0]!))?.split('=')[1] ?? 1)
  for await (const line of readLines(file)) {
    if (share < 1 && (fnv1a(line) % 1000) / 1000 >= share) continue
    for (const text of textsInLine(file, line)) {
      const tokens = tokenize(text)
      if (tokens.length < MIN_TOKENS || tokens.length > MAX_LINE_TOKENS) continue
      batch.push(tokens.map((token) => token.text).join(' '))
    }
    if (batch.length >= LINES_PER_WRITE) await write()
  }
}
await write()
output.end()

async function write(): Promise<void> {
  if (batch.length > 0 && !output.write(`${batch.join('\n')}\n`)) await once(output, 'drain')
  batch = []
}
