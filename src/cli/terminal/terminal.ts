import type { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/** Where text goes: to stdout or to stderr. */
export interface Output {
  /** Whether a person is watching, as against a file or another program. */
  readonly isTty: boolean
  /** Width to lay out tables for. */
  readonly columns: number
  /** Resolves once the text was taken, so that long data does not pile up; rejects with `OutputClosedError`. */
  write(text: string): Promise<void>
  /** Colours a text where a person is watching; leaves it as it is elsewhere. */
  readonly paint: (style: Style, text: string) => string
}

/** What a command talks to. Data goes to `data` (stdout), words to `words` (stderr). */
export interface Terminal {
  readonly data: Output
  readonly words: Output
  /** Asks the person a question; null when nobody could answer. */
  ask(question: string): Promise<string | null>
  /**
   * A signal that aborts on Ctrl-C. Once it was asked for, Ctrl-C no longer ends the process (a second one does): for
   * commands that put things right before they stop.
   */
  interruption(): AbortSignal
}

/** The reader of the data went away, as `head` does; the command ends and says nothing. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError'
}
