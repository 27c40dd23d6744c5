/** Share of a word's letters that may be wrong for it still to be what was meant. */
const MAX_WRONG_SHARE = 0.4

/** ` Did you mean …?` when one of the known words is close to the given one, else nothing. */
export function suggest(given: string, known: readonly string[]): string {
  const ranked = known
    .map((word) => ({ word, distance: editDistance(given, word) }))
    .filter(({ word, distance }) => distance <= MAX_WRONG_SHARE * Math.max(given.length, word.length))
    .sort((a, b) => a.distance - b.distance)
  const prefixed = known.find((word) => given.length > 2 && word.startsWith(given))
  const best = ranked[0]?.word ?? prefixed
  return best === undefined ? '' : ` Did you mean ${best}?`
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, replaced)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
