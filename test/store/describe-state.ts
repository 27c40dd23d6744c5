import type { Store } from '../../src/store/store.js'

const POLICIES = ['lru', 'ttl', 'hybrid'] as const
const DOMAINS = ['support', 'code']

/** Everything that can be asked of a store, as one value to compare. */
export function describeState(store: Store): unknown {
  const lookups = store.lookups({}, 1000, 0)
  return {
    entries: [...store.entries()],
    lookups,
    misses: store.lookups({ outcome: 'miss', domain: 'support' }, 3, 1).map((lookup) => lookup.queryId),
    lookupCount: store.lookupCount(),
    trimmedFirst: store.oldestLookups(5),
    verdicts: [...store.verdicts()],
    verdictsOfEach: [1, 2, 3, 4, 5, 6].map((id) => store.verdictsOf(id)),
    lastEntryId: store.lastEntryId(),
    colour: store.meta('colour'),
    evictions: POLICIES.map((policy) =>
      DOMAINS.map((domain) => [3, 100].map((limit) => store.evictionOrder(domain, policy, 10, limit))),
    ),
    counts: [store.counts(), ...DOMAINS.map((domain) => [store.counts(domain), store.entryCount(domain)])],
    filtered: [{ tag: 'red' }, { scopeKey: 's1' }, { partition: 'p2' }, { domain: 'code', promptKey: 'key of a' }].map(
      (filter) => [store.entryIds(filter), store.lookupIds(filter)],
    ),
    mentioning: ['x', 'How do I reset device 1?'].map((text) =>
      store.lookupsMentioning({ domain: 'support' }, (_, prompt) => prompt === text),
    ),
    found: ['p1', 'p2', 'p3'].map((partition) => store.findEntry(partition, 'key of a')?.id),
  }
}

/** The same as text that is equal for equal states. */
export function describeStateAsText(store: Store): string {
  return JSON.stringify(describeState(store), (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
