/**
 * Tokenises standard input line by line: exactly one output line a line, tokens joined by a space.
 *
 *     node dist/models/train/tokenize-lines.js < prompts.txt > prompts.tokens
 */
import { createInterface } from 'node:readline'
import { tokenize } from '../../src/text/tokenize.js'

let lines: string[] = []
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  lines.push(
    tokenize(line)
      .map((token) => token.text)
      .join(' '),
  )
  if (lines.length === 10_000) flush()
}
flush()

function flush(): void {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
  lines = []
}
