import { InvalidOptionError, isSmartMemoError } from '../errors/index.js'
import { CommandFailure } from './command-failure.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { UsageError } from './flags/usage-error.js'
import { say } from './terminal/print.js'
import { OutputClosedError, type Terminal } from './terminal/terminal.js'

/** Says on stderr what went wrong and what to do about it; returns the exit code. `debug` adds the stack. */
export async function reportFailure(
  error: unknown,
  terminal: Terminal,
  command: string | null,
  debug: boolean,
): Promise<ExitCode> {
  if (error instanceof OutputClosedError) return EXIT.done
  const isUsage = error instanceof UsageError || (error instanceof InvalidOptionError && isSmartMemoError(error))
  const { paint } = terminal.words
  await say(terminal, `${paint(['red', 'bold'], 'error:')} ${messageOf(error)}`)
  const help = `smartmemo ${command === null ? '' : `${command} `}--help`
  if (isUsage) await say(terminal, paint('dim', `${help} shows how it is used`))
  if (debug && error instanceof Error && error.stack !== undefined) await say(terminal, stackOf(error))
  else if (!isUsage && !isExpected(error)) await say(terminal, paint('dim', 'Set DEBUG=1 to see where it happened'))
  return isUsage ? EXIT.wrongUsage : EXIT.failed
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return isExpected(error) ? error.message : `Something unexpected happened: ${error.message}`
}

function isExpected(error: unknown): boolean {
  return isSmartMemoError(error) || error instanceof UsageError || error instanceof CommandFailure
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error && error.cause.stack !== undefined ? `\ncaused by: ${error.cause.stack}` : ''
  return `${error.stack}${cause}`
}
