import { derivePromptKey, deriveScopeKey } from '../../cache/partition.js'
import type { ForgetRequest } from '../../memory/memory.js'
import { defineCommand } from '../command.js'
import { EXIT } from '../exit-code.js'
import { flagName } from '../flags/flag.js'
import { UsageError } from '../flags/usage-error.js'
import { formatCount } from '../terminal/format-number.js'
import { printJson, say } from '../terminal/print.js'
import { withDatabase } from '../with-database.js'

const FILTER_FLAGS = {
  entryId: { kind: 'number', value: 'N', min: 1, max: 2 ** 32 - 1, isWhole: true, describe: 'the entry with this id' },
  tag: { kind: 'text', value: 'TAG', describe: 'entries with this tag' },
  scope: { kind: 'text', value: 'SCOPE', describe: 'entries of this scope, such as a tenant or user' },
  prompt: { kind: 'text', value: 'TEXT', describe: 'the entry of this prompt, in every partition' },
  domain: { kind: 'text', value: 'NAME', describe: 'entries of this domain' },
} as const

/** `smartmemo forget` */
export const forget = defineCommand({
  description: `Removes the entries that match every flag given, with all lookups and feedback that mention them. What is
removed is gone from the files at once. It needs the database to itself: no other process may have it open.
More than one match is only removed with --yes, or after asking where there is somebody to ask.`,
  flags: {
    ...FILTER_FLAGS,
    yes: { kind: 'switch', describe: 'do not ask' },
  },
  examples: ['smartmemo forget --entry-id 17', 'smartmemo forget --domain customer-support --scope tenant-42 --yes'],
  async run(values, terminal) {
    const { dbPath, json } = values
    const filter = filterOf(values)
    const matches = await withDatabase(dbPath, 'read', terminal, (memory) => memory.countMatches(filter))
    const what = `${count(matches.entries, 'entry', 'entries')} and ${count(matches.lookups, 'lookup', 'lookups')}`
    if (matches.entries + matches.lookups > 1 && !values.yes) {
      const answer = await terminal.ask(`Forget ${what} for good? [y/N] `)
      if (answer === null) throw new UsageError(`This would forget ${what}. Add --yes to do it`)
      if (!/^y(es)?$/i.test(answer.trim())) {
        await say(terminal, 'Nothing was forgotten')
        return EXIT.failed
      }
    }
    const forgotten = await withDatabase(dbPath, 'write', terminal, (memory) => memory.forget(filter, 'sync'))
    if (json) await printJson(terminal, { forgotten })
    else await say(terminal, `Forgot ${count(forgotten, 'entry', 'entries')}`)
    return EXIT.done
  },
})

function filterOf(values: {
  readonly entryId: number | undefined
  readonly tag: string | undefined
  readonly scope: string | undefined
  readonly prompt: string | undefined
  readonly domain: string | undefined
}): ForgetRequest {
  const { entryId, tag, scope, prompt, domain } = values
  if ([entryId, tag, scope, prompt, domain].every((value) => value === undefined)) {
    const names = Object.keys(FILTER_FLAGS).map(flagName).join(', ')
    throw new UsageError(`What to forget is missing. Give at least one of ${names}`)
  }
  return {
    ...(entryId !== undefined && { entryId }),
    ...(tag !== undefined && { tag }),
    ...(scope !== undefined && { scopeKey: deriveScopeKey(scope) }),
    ...(prompt !== undefined && { promptKey: derivePromptKey(prompt), prompt: prompt.trim() }),
    ...(domain !== undefined && { domain }),
  }
}

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`
}
