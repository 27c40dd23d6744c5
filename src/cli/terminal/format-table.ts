import { displayWidth, shorten } from './display-width.js'
import type { Output } from './terminal.js'

/** Least width that a column of long text is cut to. */
const MIN_FLEXIBLE_WIDTH = 12
const GAP = '  '

export interface Column {
  readonly title: string
  /** Right for numbers. */
  readonly align?: 'left' | 'right'
  /** True: cut where the table is too wide; all such columns share what room there is. */
  readonly isFlexible?: true
}

/** Lines of a table with a heading; cells are on one line each, see `oneLine`. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  output: Pick<Output, 'paint' | 'columns'>,
): string[] {
  const widths = fit(columns, rows, output.columns)
  const formatRow = (cells: readonly string[]) =>
    columns
      .map((column, index) => pad(shorten(cells[index] ?? '', widths[index]!), widths[index]!, column.align))
      .join(GAP)
      .trimEnd()
  const heading = formatRow(columns.map(({ title }) => title))
  return [output.paint('bold', heading), ...rows.map(formatRow)]
}

function fit(columns: readonly Column[], rows: readonly (readonly string[])[], available: number): number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  )
  const total = widths.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1))
  let excess = total - available
  // The widest gives way first, so that short columns stay whole.
  while (excess > 0) {
    const widest = columns.reduce((best, { isFlexible }, index) => {
      if (!isFlexible || widths[index]! <= MIN_FLEXIBLE_WIDTH) return best
      return best === -1 || widths[index]! > widths[best]! ? index : best
    }, -1)
    if (widest === -1) break
    widths[widest]!--
    excess--
  }
  return widths
}

function pad(text: string, width: number, align: Column['align'] = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'right' ? space + text : text + space
}
