import type { Decider, KindSummary } from './summarise-kinds.js'

/** A table with a row a kind: pairs, then for every decider how many of them hit and the ROC AUC. */
export function formatKinds(summaries: readonly KindSummary[], deciders: readonly Decider[]): string {
  const header = ['', 'pairs', ...deciders.map(({ name, threshold }) => `${name} (≥ ${threshold.toFixed(3)})`)]
  const rowsOf = (label: 0 | 1) =>
    summaries
      .filter((summary) => summary.label === label)
      .map(({ kind, pairs, results }) => [
        kind,
        String(pairs),
        ...results.map(({ hits, auc }) => `${hits} = ${((100 * hits) / pairs).toFixed(1)} %, AUC ${auc.toFixed(3)}`),
      ])
  const dangers = [['wrongly reused'], ...rowsOf(0)]
  const paraphrases = [['rightly reused'], ...rowsOf(1)]
  const widths = header.map((cell, column) =>
    Math.max(...[header, ...dangers, ...paraphrases].map((row) => row[column]?.length ?? 0), cell.length),
  )
  const formatRow = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('   ')
      .trimEnd()
  return [formatRow(header), '', ...dangers.map(formatRow), '', ...paraphrases.map(formatRow)].join('\n')
}
