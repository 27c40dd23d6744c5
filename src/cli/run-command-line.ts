import type { CommandEntry } from './commands.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { COMMON_FLAGS } from './flags/common-flags.js'
import { parseFlags } from './flags/parse-flags.js'
import { suggest } from './flags/suggest.js'
import { UsageError } from './flags/usage-error.js'
import { formatCommandHelp, formatOverview } from './help/format-help.js'
import { reportFailure } from './report-failure.js'
import type { Terminal } from './terminal/terminal.js'

/** What a command line runs on. */
export interface CommandLine {
  readonly commands: readonly CommandEntry[]
  readonly terminal: Terminal
  readonly version: string
  /** Whether failures show their stack. */
  readonly debug: boolean
}

/** Runs the command that the words name; never rejects. */
export async function runCommandLine(words: readonly string[], line: CommandLine): Promise<ExitCode> {
  const { commands, terminal, version, debug } = line
  const [first, ...rest] = words[0] === 'help' ? [...words.slice(1), '--help'] : words
  try {
    if (first === undefined) {
      await terminal.words.write(formatOverview(commands, terminal.words))
      return EXIT.wrongUsage
    }
    if (first === '--help' || first === '-h') return await print(formatOverview(commands, terminal.data), terminal)
    if (first === '--version') return await print(`${version}\n`, terminal)
    return await runCommand(findCommand(first, commands), rest, line)
  } catch (error) {
    const known = commands.some(({ name }) => name === first) ? first! : null
    return reportFailure(error, terminal, known, debug).catch(() => EXIT.failed)
  }
}

async function runCommand(entry: CommandEntry, words: readonly string[], { terminal }: CommandLine): Promise<ExitCode> {
  const command = await entry.load()
  const values = parseFlags({ ...command.flags, ...COMMON_FLAGS }, words)
  if (values.help) return print(formatCommandHelp(entry, command, terminal.data), terminal)
  if (values.dbPath === ':memory:') throw new UsageError(`--db-path cannot be :memory: here. Name the file of a cache`)
  return command.run(values, terminal)
}

function findCommand(word: string, commands: readonly CommandEntry[]): CommandEntry {
  const entry = commands.find(({ name }) => name === word)
  if (entry) return entry
  if (word.startsWith('-'))
    throw new UsageError(`The command comes first, and ${word} was there. Write smartmemo <command> ${word} …`)
  const names = commands.map(({ name }) => name)
  throw new UsageError(`There is no command ${word}.${suggest(word, names)}`)
}

async function print(text: string, { data }: Terminal): Promise<ExitCode> {
  await data.write(text)
  return EXIT.done
}
