import type { RunSummary } from './summarise-lookups.js'

/** One table over all runs: a row for every figure, a column for every way of deciding. */
export function formatSummaries(summaries: readonly RunSummary[]): string {
  const dangers = [
    ...new Set(summaries.flatMap(({ wrongReusesByDanger }) => Object.keys(wrongReusesByDanger))),
  ] as (keyof RunSummary['wrongReusesByDanger'])[]
  const rows: string[][] = [
    ['', ...summaries.map(({ name }) => name)],
    ['prompts sent', ...summaries.map(({ prompts }) => String(prompts))],
    ['LLM calls saved', ...summaries.map(({ llmCallsSaved, prompts }) => withShare(llmCallsSaved, prompts))],
    ['  rightly', ...summaries.map(({ rightReuses }) => String(rightReuses))],
    ['wrong reuses', ...summaries.map(({ wrongReuses, prompts }) => withShare(wrongReuses, prompts))],
    ...dangers
      .sort()
      .map((danger) => [`  ${danger}`, ...summaries.map(({ wrongReusesByDanger }) => String(wrongReusesByDanger[danger] ?? 0))]),
    ['misses that could have been hits', ...summaries.map(({ missedReuses }) => String(missedReuses))],
    [
      'lookup p50 / p95',
      ...summaries.map(({ lookupMsP50, lookupMsP95 }) => `${lookupMsP50.toFixed(1)} / ${lookupMsP95.toFixed(1)} ms`),
    ],
  ]
  return alignColumns(rows)
}

function withShare(count: number, total: number): string {
  return `${count} (${((100 * count) / total).toFixed(1)} %)`
}

/** Pads cells to columns: the first to the left, the others to the right, a rule below the first row. */
function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('   '),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('───')
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
