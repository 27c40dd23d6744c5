import { createInterface } from 'node:readline/promises'
import type { LlmFunction, SmartMemo, Trace } from '../../src/index.js'
import { paint } from './paint.js'

/** Reads prompts from the terminal until an empty line or its end, and says for each what the cache decided and why. */
export async function ask(cache: SmartMemo, llmFunction: LlmFunction): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' })
  terminal.prompt()
  for await (const line of terminal) {
    if (line.trim() === '') break
    const result = await cache.getOrCall({ prompt: line, llmFunction })
    const head = result.wasCacheHit ? paint('green', 'hit') : paint('yellow', 'miss')
    console.log(`${head} (${result.reason}, ${result.latencyMs.toFixed(1)} ms)  ${result.response}`)
    const trace = await cache.explain(result.queryId)
    if (trace) console.log(formatTrace(trace))
    terminal.prompt()
  }
  terminal.close()
}

function formatTrace({ candidates, threshold }: Trace): string {
  const lines = candidates.map(({ prompt, score, similarity, differences }) => {
    const shownScore = score === null ? '' : `score ${score.toFixed(3)}  `
    const reasons = differences.map(({ text }) => `\n      ${text}`).join('')
    return `  ${shownScore}cosine ${similarity.toFixed(3)}  ${prompt}${paint('gray', reasons)}`
  })
  return [`  threshold ${threshold?.toFixed(3) ?? 'none'}, candidates: ${candidates.length}`, ...lines].join('\n')
}
