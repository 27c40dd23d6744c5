import { CommandFailure } from '../../src/cli/command-failure.js'
import type { Output, Terminal } from '../../src/cli/terminal/terminal.js'

/** An output that keeps what was written; a style is written as `<style>text</style>` where it is watched. */
export class RecordedOutput implements Output {
  readonly isTty: boolean
  readonly columns: number
  text = ''

  constructor(isTty = false, columns = 120) {
    this.isTty = isTty
    this.columns = columns
  }

  async write(text: string): Promise<void> {
    this.text += text
  }

  readonly paint = (style: unknown, text: string): string => (this.isTty ? `<${String(style)}>${text}</>` : text)

  get lines(): string[] {
    return this.text.split('\n').filter((line) => line !== '')
  }
}

/** A terminal that keeps what was written and answers questions with what it was given; null: nobody is there. */
export class RecordedTerminal implements Terminal {
  readonly data: RecordedOutput
  readonly words: RecordedOutput
  readonly questions: string[] = []
  readonly #answer: string | null
  readonly #interruption = new AbortController()

  constructor({
    answer = null,
    isTty = false,
    columns = 120,
  }: { answer?: string | null; isTty?: boolean; columns?: number } = {}) {
    this.#answer = answer
    this.data = new RecordedOutput(isTty, columns)
    this.words = new RecordedOutput(isTty, columns)
  }

  async ask(question: string): Promise<string | null> {
    this.questions.push(question)
    return this.#answer
  }

  /** What Ctrl-C does. */
  interrupt(): void {
    this.#interruption.abort(new CommandFailure('Interrupted'))
  }

  interruption(): AbortSignal {
    return this.#interruption.signal
  }
}
