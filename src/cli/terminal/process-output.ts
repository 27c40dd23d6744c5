import type { Writable } from 'node:stream'
import { styleText } from 'node:util'
import { type Output, OutputClosedError, type Style } from './terminal.js'

/** Width of tables that go to a file, unless COLUMNS says another. */
const DEFAULT_COLUMNS = 120

/** The streams of a process have more than a `Writable` where they lead to a terminal. */
type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number }

type Environment = Readonly<Record<string, string | undefined>>

/** stdout or stderr of this process. */
export class ProcessOutput implements Output {
  readonly isTty: boolean
  readonly #stream: OutputStream
  readonly #hasColours: boolean
  readonly #columnsWithoutTerminal: number

  constructor(stream: OutputStream, env: Environment) {
    this.#stream = stream
    this.isTty = stream.isTTY === true
    this.#hasColours = wantsColours(this.isTty, env)
    this.#columnsWithoutTerminal = Math.trunc(Number(env['COLUMNS'])) || DEFAULT_COLUMNS
    // Each write hears of its own failure; without a listener the event would end the process with a stack.
    stream.on('error', () => {})
  }

  readonly paint = (style: Style, text: string): string =>
    this.#hasColours ? styleText(style, text, { validateStream: false }) : text

  get columns(): number {
    // A terminal that does not know its width says 0.
    return this.#stream.columns || this.#columnsWithoutTerminal
  }

  write(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (!error) resolve()
        else reject(isClosed(error) ? new OutputClosedError() : error)
      })
    })
  }
}

/** NO_COLOR and FORCE_COLOR as https://no-color.org and https://force-color.org describe them. */
export function wantsColours(isTty: boolean, env: Environment): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0'
  return isTty && env['TERM'] !== 'dumb'
}

function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
}
