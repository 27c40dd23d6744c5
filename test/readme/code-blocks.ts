/** A piece of code in a Markdown file. */
export interface CodeBlock {
  /** What stands after the three backticks, for example `ts run`. */
  readonly info: string
  readonly text: string
  /** Of the opening backticks, from 1. */
  readonly line: number
}

/** Finds the fenced blocks of a Markdown text, in order. */
export function readCodeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open: { info: string; line: number; lines: string[] } | undefined
  for (const [index, text] of markdown.split('\n').entries()) {
    if (!text.startsWith('```')) open?.lines.push(text)
    else if (!open) open = { info: text.slice(3).trim(), line: index + 1, lines: [] }
    else {
      blocks.push({ info: open.info, line: open.line, text: `${open.lines.join('\n')}\n` })
      open = undefined
    }
  }
  return blocks
}

/** A program of the documentation and what it says that it prints. */
export interface Example {
  readonly program: CodeBlock
  /** Null when the text does not show it. */
  readonly output: string | null
}

/** Takes blocks marked `ts run`, each with the block marked `text output` that follows it, if one does. */
export function readExamples(markdown: string): Example[] {
  const blocks = readCodeBlocks(markdown)
  return blocks.flatMap((program, index) => {
    if (program.info !== 'ts run') return []
    const next = blocks[index + 1]
    return [{ program, output: next?.info === 'text output' ? next.text : null }]
  })
}
