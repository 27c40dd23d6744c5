import { expect, test } from 'vitest'
import { readCodeBlocks, readExamples } from './code-blocks.js'

const MARKDOWN = `Text
\`\`\`ts run
console.log(1)
\`\`\`
prints
\`\`\`text output
1
\`\`\`
and
\`\`\`ts
not run
\`\`\`
\`\`\`ts run
silent
\`\`\`
`

test('readCodeBlocks finds what stands between the fences, and where', () => {
  expect(readCodeBlocks(MARKDOWN).map(({ info, line, text }) => [info, line, text])).toEqual([
    ['ts run', 2, 'console.log(1)\n'],
    ['text output', 6, '1\n'],
    ['ts', 10, 'not run\n'],
    ['ts run', 13, 'silent\n'],
  ])
})

test('readExamples pairs each program with the output that follows it', () => {
  expect(readExamples(MARKDOWN).map(({ program, output }) => [program.line, output])).toEqual([
    [2, '1\n'],
    [13, null],
  ])
})
