import type { MemoryStats } from '../../memory/memory.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { formatBytes, formatCount, formatShare, formatUsd } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { printJson, printLines } from '../terminal/print.js'
import { withDatabase } from '../with-database.js'

/** `smartmemo stats` */
export const stats = defineCommand({
  description: `Shows how many entries a database holds, how its lookups ended and what they saved. It may be open in
another process meanwhile; nothing is locked or changed.`,
  flags: {
    domain: { kind: 'text', value: 'NAME', describe: 'only this domain (default: all of them)' },
  },
  examples: ['smartmemo stats --db-path .smartmemo/cache.db', 'smartmemo stats --domain customer-support --json'],
  async run({ dbPath, domain, json }, terminal) {
    const found = await withDatabase(dbPath, 'read', terminal, (memory) => memory.stats(domain ?? null, Date.now()))
    const figures = { domain: domain ?? null, ...found, misses: found.lookups - found.hits, hitRate: hitRateOf(found) }
    if (json) await printJson(terminal, figures)
    else await printLines(terminal, formatRows(rowsOf(found), terminal.data))
    return EXIT.done
  },
})

function rowsOf(found: MemoryStats): [string, string][] {
  return [
    ['entries', `${formatCount(found.entries)} in ${formatCount(found.partitions)} partitions`],
    ['  expired', formatCount(found.expired)],
    ['  quarantined', formatCount(found.quarantined)],
    ['lookups', formatCount(found.lookups)],
    ['  hits', `${formatCount(found.hits)} (${formatCount(found.exactHits)} exact, ${formatCount(found.semanticHits)} semantic)`],
    ['  hit rate', formatShare(hitRateOf(found))],
    ['saved', formatUsd(found.costSavedUsd)],
    ['verdicts held', `${formatCount(found.goodVerdicts)} good, ${formatCount(found.badVerdicts)} bad`],
    ['database', `${formatBytes(found.databaseBytes)}, and ${formatBytes(found.journalBytes)} of changes since`],
    ['encoder', found.encoderId ?? 'none yet'],
    ['schema', `version ${found.schemaVersion}`],
  ]
}

function hitRateOf({ hits, lookups }: MemoryStats): number {
  return lookups === 0 ? 0 : hits / lookups
}
