import type { ExitCode } from './exit-code.js'
import type { COMMON_FLAGS } from './flags/common-flags.js'
import type { Flags, FlagValues } from './flags/flag.js'
import type { Terminal } from './terminal/terminal.js'

/**
 * One command. It prints data with `terminal.data`, says things with `terminal.words`, and throws what goes wrong:
 * `UsageError` and `InvalidOptionError` become exit code 2, everything else 1.
 */
export interface Command<F extends Flags = Flags> {
  /** A paragraph for `--help`, which breaks its lines. */
  readonly description: string
  /** Its own flags; those of every command (`COMMON_FLAGS`) are added. */
  readonly flags: F
  /** Whole command lines for `--help`. */
  readonly examples: readonly string[]
  run(values: FlagValues<F & typeof COMMON_FLAGS>, terminal: Terminal): Promise<ExitCode>
}

/** Gives a command the types of its flags. */
export function defineCommand<const F extends Flags>(command: Command<F>): Command<F> {
  return command
}
