import { deriveScopeKey } from '../../cache/partition.js'
import type { Memory } from '../../memory/memory.js'
import { CommandFailure } from '../command-failure.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { flagName, type FlagValues } from '../flags/flag.js'
import { UsageError } from '../flags/usage-error.js'
import { formatEntries, formatEntry, listEntries } from '../inspect/entries.js'
import { findLookups, formatLookup, formatLookups, listNearMisses } from '../inspect/lookups.js'
import { pageNote } from '../inspect/page.js'
import { note, printJson, printLines } from '../terminal/print.js'
import type { Terminal } from '../terminal/terminal.js'
import { withDatabase } from '../with-database.js'

const FLAGS = {
  what: { kind: 'argument', choices: ['entries', 'lookups', 'near-misses'], default: 'entries', describe: 'what to list' },
  domain: { kind: 'text', value: 'NAME', describe: 'only of this domain' },
  entryId: { kind: 'number', value: 'N', min: 1, max: 2 ** 32 - 1, isWhole: true, describe: 'everything about one entry' },
  tag: { kind: 'text', value: 'TAG', describe: 'only entries with this tag' },
  scope: { kind: 'text', value: 'SCOPE', describe: 'only entries of this scope' },
  queryId: { kind: 'text', value: 'ID', describe: 'everything about one lookup; the beginning of its id is enough' },
  outcome: { kind: 'choice', choices: ['hit', 'miss'], describe: 'only lookups that ended so' },
  limit: { kind: 'number', value: 'N', min: 1, max: 100_000, isWhole: true, describe: 'how many to list', default: 20 },
  offset: {
    kind: 'number',
    value: 'N',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    isWhole: true,
    describe: 'how many to pass over',
    default: 0,
  },
} as const

type Values = FlagValues<typeof FLAGS> & { readonly json: boolean; readonly dbPath: string }

/** Flags that mean something for one of the lists only. */
const BELONGS_TO = { entryId: 'entries', tag: 'entries', scope: 'entries', queryId: 'lookups', outcome: 'lookups' } as const

/** `smartmemo inspect` */
export const inspect = defineCommand({
  description: `Lists entries (by id), lookups (newest first), or near misses: lookups whose best candidate was found not good
enough, which is where a verdict teaches most. The database may be open in another process meanwhile.
With --json an item has all its fields; in a table prompts are cut to the width of the terminal.`,
  flags: FLAGS,
  examples: [
    'smartmemo inspect entries --domain customer-support --limit 50',
    'smartmemo inspect near-misses --json',
    'smartmemo inspect lookups --query-id 0b9a1f6e',
  ],
  async run(values, terminal) {
    for (const [name, list] of Object.entries(BELONGS_TO)) {
      if (values[name as keyof typeof BELONGS_TO] === undefined || values.what === list) continue
      throw new UsageError(`${flagName(name)} goes with ${list}: smartmemo inspect ${list} ${flagName(name)} …`)
    }
    await withDatabase(values.dbPath, 'read', terminal, (memory) => show(memory, values, terminal))
    return EXIT.done
  },
})

async function show(memory: Memory, values: Values, terminal: Terminal): Promise<void> {
  const { what, entryId, queryId } = values
  if (entryId !== undefined) await showEntry(memory, entryId, values, terminal)
  else if (queryId !== undefined) await showLookup(memory, queryId, values, terminal)
  else if (what === 'entries') await showEntries(memory, values, terminal)
  else await showLookups(memory, values, terminal)
}

async function showEntry(memory: Memory, entryId: number, { json }: Values, terminal: Terminal): Promise<void> {
  const nowMs = Date.now()
  const [entry] = await listEntries(memory, { entryId }, { limit: 1, offset: 0 }, nowMs)
  if (!entry) throw new CommandFailure(`There is no entry ${entryId}. It may have been evicted or forgotten`)
  if (json) await printJson(terminal, entry)
  else await printLines(terminal, formatEntry(entry, nowMs, terminal.data))
}

async function showLookup(memory: Memory, queryId: string, { json }: Values, terminal: Terminal): Promise<void> {
  const [lookup, other] = await findLookups(memory, queryId)
  if (other) throw new CommandFailure(`More than one lookup begins with ${queryId}. Give more of its id`)
  if (!lookup)
    throw new CommandFailure(`There is no lookup ${queryId}. Old lookups are trimmed; inspect lookups lists those held`)
  if (json) await printJson(terminal, lookup)
  else await printLines(terminal, formatLookup(lookup, terminal.data))
}

async function showEntries(memory: Memory, values: Values, terminal: Terminal): Promise<void> {
  const { domain, tag, scope, json } = values
  const filter = {
    ...(domain !== undefined && { domain }),
    ...(tag !== undefined && { tag }),
    ...(scope !== undefined && { scopeKey: deriveScopeKey(scope) }),
  }
  const nowMs = Date.now()
  const entries = await listEntries(memory, filter, values, nowMs)
  await print(terminal, json ? { entries } : formatEntries(entries, nowMs, terminal.data), entries.length, values)
}

async function showLookups(memory: Memory, values: Values, terminal: Terminal): Promise<void> {
  const { what, domain, outcome, limit, offset, json } = values
  const filter = { ...(domain !== undefined && { domain }), ...(outcome !== undefined && { outcome }) }
  const isNear = what === 'near-misses'
  const lookups = isNear ? await listNearMisses(memory, domain, values) : await memory.listLookups(filter, limit, offset)
  const data = isNear ? { nearMisses: lookups } : { lookups }
  await print(terminal, json ? data : formatLookups(lookups, Date.now(), terminal.data), lookups.length, values)
}

/** Prints lines or JSON; what is not shown is said. */
async function print(terminal: Terminal, data: object | readonly string[], shown: number, values: Values): Promise<void> {
  if (!Array.isArray(data)) await printJson(terminal, data)
  else if (shown > 0) await printLines(terminal, data as string[])
  const rest = pageNote(shown, values, values.what.replace('-', ' '))
  if (rest !== null) await note(terminal, rest)
}
