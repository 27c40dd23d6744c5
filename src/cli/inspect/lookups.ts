import type { Memory } from '../../memory/memory.js'
import type { LookupRecord, Outcome } from '../../store/lookup-record.js'
import { oneLine } from '../terminal/display-width.js'
import { formatDecimal } from '../terminal/format-number.js'
import { formatRows } from '../terminal/format-rows.js'
import { formatTable } from '../terminal/format-table.js'
import { formatAge, formatTime } from '../terminal/format-time.js'
import type { Output } from '../terminal/terminal.js'
import type { Page } from './page.js'

/** Lookups read at a time while some are looked for. */
const CHUNK_SIZE = 500
/** Letters of a query id that a table shows; enough to tell lookups apart, and taken by {@link findLookups}. */
const SHOWN_ID_LENGTH = 8

/** Misses that had a candidate which was found not good enough, newest first. */
export async function listNearMisses(memory: Memory, domain: string | undefined, page: Page): Promise<LookupRecord[]> {
  const found: LookupRecord[] = []
  for await (const lookup of eachLookup(memory, { outcome: 'miss', ...(domain !== undefined && { domain }) })) {
    if (lookup.reason === 'rejected' && lookup.candidates.length > 0) found.push(lookup)
    if (found.length === page.offset + page.limit) break
  }
  return found.slice(page.offset)
}

/** The lookup with this id, or those whose ids begin so, newest first and at most two. */
export async function findLookups(memory: Memory, idOrStart: string): Promise<LookupRecord[]> {
  const exact = await memory.lookup(idOrStart)
  if (exact) return [exact]
  const found: LookupRecord[] = []
  for await (const lookup of eachLookup(memory, {})) {
    if (lookup.queryId.startsWith(idOrStart)) found.push(lookup)
    if (found.length === 2) break
  }
  return found
}

async function* eachLookup(memory: Memory, filter: { domain?: string; outcome?: Outcome }): AsyncGenerator<LookupRecord> {
  for (let offset = 0; ; offset += CHUNK_SIZE) {
    const chunk = await memory.listLookups(filter, CHUNK_SIZE, offset)
    yield* chunk
    if (chunk.length < CHUNK_SIZE) return
  }
}

/** A table of lookups. */
export function formatLookups(
  lookups: readonly LookupRecord[],
  nowMs: number,
  layout: Pick<Output, 'paint' | 'columns'>,
): string[] {
  return formatTable(
    [
      { title: 'query id' },
      { title: 'when', align: 'right' },
      { title: 'outcome' },
      { title: 'score', align: 'right' },
      { title: 'cosine', align: 'right' },
      { title: 'asked', isFlexible: true },
      { title: 'stored', isFlexible: true },
    ],
    lookups.map((lookup) => [
      lookup.queryId.slice(0, SHOWN_ID_LENGTH),
      formatAge(lookup.createdAtMs, nowMs),
      outcomeOf(lookup),
      formatDecimal(lookup.score),
      formatDecimal(lookup.similarity),
      oneLine(lookup.prompt),
      lookup.matchedPrompt === null ? '–' : oneLine(lookup.matchedPrompt),
    ]),
    layout,
  )
}

/** Everything about one lookup. */
export function formatLookup(lookup: LookupRecord, layout: Pick<Output, 'paint' | 'columns'>): string[] {
  const rows: [string, string][] = [
    ['lookup', lookup.queryId],
    ['when', formatTime(lookup.createdAtMs)],
    ['domain', oneLine(lookup.domain)],
    ['outcome', `${outcomeOf(lookup)}${lookup.shadow ? ', in shadow mode' : ''}`],
    ['threshold', formatDecimal(lookup.threshold)],
    ['classifier', lookup.classifier ?? 'none, cosine decided'],
    ['encoder', lookup.encoderId ?? 'none'],
    ['took', `${lookup.latencyMs.toFixed(2)} ms`],
    ['asked', oneLine(lookup.prompt)],
  ]
  if (lookup.candidates.length === 0) return formatRows(rows, layout)
  const candidates = formatTable(
    [
      { title: 'entry', align: 'right' },
      { title: 'score', align: 'right' },
      { title: 'cosine', align: 'right' },
      { title: 'words', align: 'right' },
      { title: 'stored prompt', isFlexible: true },
    ],
    lookup.candidates.map(({ entryId, score, similarity, lexicalSimilarity, prompt }) => [
      String(entryId),
      formatDecimal(score),
      formatDecimal(similarity),
      formatDecimal(lexicalSimilarity),
      oneLine(prompt),
    ]),
    layout,
  )
  return [...formatRows(rows, layout), '', ...candidates]
}

function outcomeOf({ outcome, tier, reason }: LookupRecord): string {
  return outcome === 'hit' ? `hit (${tier ?? reason})` : `miss (${reason})`
}
