import { displayWidth } from './display-width.js'
import type { Output } from './terminal.js'

/** Lines of name and value, the values below each other. */
export function formatRows(rows: readonly (readonly [string, string])[], output: Pick<Output, 'paint'>): string[] {
  const width = Math.max(...rows.map(([name]) => displayWidth(name)))
  return rows.map(([name, value]) => `${output.paint('dim', name)}${' '.repeat(width - displayWidth(name))}  ${value}`)
}
