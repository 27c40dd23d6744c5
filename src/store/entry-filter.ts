import type { Entry } from './entry.js'
import type { LookupRecord } from './lookup-record.js'
import type { EntryFilter, PlaceFilter } from './store.js'

/** Tells whether an entry has every field that the filter gives. */
export function matchesEntry(filter: EntryFilter, entry: Entry): boolean {
  return (
    matchesPlace(filter, entry) &&
    (filter.entryId === undefined || filter.entryId === entry.id) &&
    (filter.tag === undefined || entry.tags.includes(filter.tag))
  )
}

/** Tells whether a lookup belongs to what the filter names by domain, partition, scope and prompt. */
export function matchesLookup(filter: EntryFilter, lookup: LookupRecord): boolean {
  return filter.entryId === undefined && filter.tag === undefined && matchesPlace(filter, lookup)
}

function matchesPlace(filter: EntryFilter, place: Pick<Entry, 'domain' | 'partition' | 'scopeKey' | 'promptKey'>): boolean {
  return (
    (filter.domain === undefined || filter.domain === place.domain) &&
    (filter.partition === undefined || filter.partition === place.partition) &&
    (filter.scopeKey === undefined || filter.scopeKey === place.scopeKey) &&
    (filter.promptKey === undefined || filter.promptKey === place.promptKey)
  )
}

/** The part of a filter that says where. */
export function placeOf({ domain, partition, scopeKey }: EntryFilter): PlaceFilter {
  return {
    ...(domain !== undefined && { domain }),
    ...(partition !== undefined && { partition }),
    ...(scopeKey !== undefined && { scopeKey }),
  }
}

/** The prompts that a lookup holds beside the one asked. */
export function mentionedPrompts({ matchedPrompt, candidates }: Pick<LookupRecord, 'matchedPrompt' | 'candidates'>): string[] {
  const considered = candidates.map(({ prompt }) => prompt)
  return matchedPrompt === null ? considered : [matchedPrompt, ...considered]
}
