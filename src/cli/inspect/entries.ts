import type { Memory } from '../../memory/memory.js'
import type { Entry } from '../../store/entry.js'
import type { EntryFilter } from '../../store/store.js'
import { oneLine } from '../terminal/display-width.js'
import { formatCount } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { formatTable } from '../terminal/format-table.js'
import { formatAge, formatSpan, formatTime } from '../terminal/format-time.js'
import type { Output } from '../terminal/terminal.js'
import type { Page } from './page.js'

/** An entry as it is printed: without its vectors, with whether it may be served. */
export type ListedEntry = Omit<Entry, 'embedding' | 'lexical'> & {
  readonly state: 'live' | 'expired' | 'quarantined'
}

/** Entries that the filter matches, by rising id. */
export async function listEntries(memory: Memory, filter: EntryFilter, page: Page, nowMs: number): Promise<ListedEntry[]> {
  const entries = await memory.listEntries(filter, page.limit, page.offset)
  return Promise.all(
    entries.map(async ({ embedding: _embedding, lexical: _lexical, ...entry }) => {
      const { state } = await memory.find(entry, entry.promptKey, nowMs)
      return { ...entry, state: state === 'absent' ? 'expired' : state }
    }),
  )
}

/** A table of entries. */
export function formatEntries(
  entries: readonly ListedEntry[],
  nowMs: number,
  layout: Pick<Output, 'paint' | 'columns'>,
): string[] {
  return formatTable(
    [
      { title: 'id', align: 'right' },
      { title: 'domain' },
      { title: 'prompt', isFlexible: true },
      { title: 'response', isFlexible: true },
      { title: 'hits', align: 'right' },
      { title: 'last used', align: 'right' },
      { title: 'state' },
    ],
    entries.map((entry) => [
      String(entry.id),
      oneLine(entry.domain),
      oneLine(entry.prompt),
      oneLine(entry.response),
      formatCount(entry.hitCount),
      formatAge(entry.lastUsedAtMs, nowMs),
      entry.state,
    ]),
    layout,
  )
}

/** Everything about one entry. */
export function formatEntry(entry: ListedEntry, nowMs: number, layout: Pick<Output, 'paint'>): string[] {
  const { expiresAtMs } = entry
  const expiry =
    expiresAtMs === null
      ? 'never'
      : `${formatTime(expiresAtMs)}${expiresAtMs > nowMs ? `, in ${formatSpan(expiresAtMs - nowMs)}` : ''}`
  return [
    ...formatRows(
      [
        ['entry', String(entry.id)],
        ['state', entry.state],
        ['domain', oneLine(entry.domain)],
        ['partition', entry.partition],
        ['scope', entry.scopeKey === null ? 'none' : `one that hashes to ${entry.scopeKey}`],
        ['tags', entry.tags.length === 0 ? 'none' : oneLine(entry.tags.join(', '))],
        ['metadata', oneLine(JSON.stringify(entry.metadata))],
        ['encoder', entry.encoderId ?? 'not embedded yet'],
        ['stored', formatTime(entry.createdAtMs)],
        ['last used', `${formatTime(entry.lastUsedAtMs)}, ${formatCount(entry.hitCount)} hits`],
        ['expires', expiry],
        ['prompt', oneLine(entry.prompt)],
      ],
      layout,
    ),
    '',
    ...entry.response.split('\n').map(oneLine),
  ]
}
