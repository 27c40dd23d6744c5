import type { Terminal } from './terminal.js'

/** Prints a value as indented JSON. */
export function printJson({ data }: Terminal, value: unknown): Promise<void> {
  return data.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** Prints lines of data. */
export function printLines({ data }: Terminal, lines: readonly string[]): Promise<void> {
  return data.write(lines.map((line) => `${line}\n`).join(''))
}

/** Says a sentence on stderr. */
export function say({ words }: Terminal, sentence: string): Promise<void> {
  return words.write(`${sentence}\n`)
}

/** Says something worth knowing on stderr, marked as such. */
export function note(terminal: Terminal, sentence: string): Promise<void> {
  return say(terminal, `${terminal.words.paint('yellow', 'note:')} ${sentence}`)
}
