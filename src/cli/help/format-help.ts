import type { Command } from '../command.js'
import type { CommandEntry } from '../commands.js'
import { COMMON_FLAGS } from '../flags/common-flags.js'
import { type Flag, flagName, type Flags } from '../flags/flag.js'
import type { Output } from '../terminal/terminal.js'
import { wrap } from '../terminal/wrap.js'

type Layout = Pick<Output, 'paint' | 'columns'>

/** Longer lines are hard to read, however wide the terminal is. */
const MAX_COLUMNS = 100
/** Room for what a flag means, on a terminal however narrow. */
const MIN_TEXT_COLUMNS = 30

/** The list of commands. */
export function formatOverview(commands: readonly CommandEntry[], { paint }: Pick<Output, 'paint'>): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const lines = commands.map(({ name, summary }) => `  ${paint('cyan', name.padEnd(width))}  ${summary}`)
  return [
    `${paint('bold', 'smartmemo')}: looks after the caches of the smartmemo library`,
    '',
    `${paint('bold', 'Usage')}  smartmemo <command> [flags]`,
    '',
    paint('bold', 'Commands'),
    ...lines,
    '',
    'smartmemo <command> --help tells more about one; smartmemo --version prints the version.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 gates not passed.',
    '',
  ].join('\n')
}

/** Help of one command. */
export function formatCommandHelp({ name, summary }: CommandEntry, command: Command, { paint, columns }: Layout): string {
  const own = rowsOf(command.flags)
  const common = rowsOf(COMMON_FLAGS)
  const width = Math.max(...[...own, ...common].map(({ usage }) => usage.length))
  const lineColumns = Math.min(columns, MAX_COLUMNS)
  const format = (rows: readonly HelpRow[]) =>
    rows.flatMap(({ usage, describe }) => {
      const lines = wrap(describe, Math.max(MIN_TEXT_COLUMNS, lineColumns - width - 4))
      return lines.map((line, index) => `  ${index === 0 ? paint('cyan', usage.padEnd(width)) : ' '.repeat(width)}  ${line}`)
    })
  return [
    `${paint('bold', `smartmemo ${name}`)}: ${summary}`,
    '',
    ...wrap(command.description, lineColumns),
    '',
    `${paint('bold', 'Usage')}  smartmemo ${name}${usageOf(command.flags)}`,
    '',
    ...(own.length > 0 ? [paint('bold', 'Flags'), ...format(own), ''] : []),
    paint('bold', 'Flags of every command'),
    ...format(common),
    '',
    paint('bold', command.examples.length === 1 ? 'Example' : 'Examples'),
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n')
}

interface HelpRow {
  readonly usage: string
  readonly describe: string
}

function rowsOf(flags: Flags): HelpRow[] {
  return Object.entries(flags).map(([name, flag]) => ({
    usage: flag.kind === 'argument' ? flag.choices.join('|') : withValue(name, flag),
    describe: `${flag.describe}${noteOf(flag)}`,
  }))
}

function usageOf(flags: Flags): string {
  const argument = Object.values(flags).find(({ kind }) => kind === 'argument')
  const required = Object.entries(flags).filter(([, flag]) => 'required' in flag)
  return [
    argument?.kind === 'argument' ? ` [${argument.choices.join('|')}]` : '',
    ...required.map(([name, flag]) => ` ${withValue(name, flag)}`),
    ' [flags]',
  ].join('')
}

function withValue(name: string, flag: Flag): string {
  if (flag.kind === 'switch' || flag.kind === 'argument') return flagName(name)
  return `${flagName(name)} ${flag.kind === 'choice' ? flag.choices.join('|') : flag.value}`
}

function noteOf(flag: Flag): string {
  if (flag.kind === 'switch') return ''
  if ('required' in flag) return ' (required)'
  return flag.default === undefined ? '' : ` (default: ${flag.default})`
}
