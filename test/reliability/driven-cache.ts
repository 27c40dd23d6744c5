import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('driven-cache.mjs', import.meta.url))

/** What a driven cache answers to a call. */
export interface Answer {
  readonly value?:
    | { readonly response?: string; readonly wasCacheHit?: boolean; readonly reason?: string }
    | number
    | string
    | null
  readonly error?: { readonly code: string; readonly message: string; readonly details: Readonly<Record<string, unknown>> }
}

/** A cache in a process of its own that does what it is told. */
export class DrivenCache {
  readonly process: ChildProcess
  readonly #lines: AsyncIterator<string>

  /** `shell` is a command that is run before, in the same process. */
  constructor(options: object, shell?: string) {
    const command = [process.execPath, SCRIPT, JSON.stringify(options)] as const
    const stdio = ['pipe', 'pipe', 'inherit'] as const
    this.process = shell
      ? spawn('bash', ['-c', `${shell}; exec "$0" "$@"`, ...command], { stdio: [...stdio] })
      : spawn(command[0], command.slice(1), { stdio: [...stdio] })
    this.#lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]()
  }

  /** Sends a call without waiting for its answer; answers come in the order of the calls. */
  send(name: string, ...args: unknown[]): void {
    this.process.stdin!.write(`${JSON.stringify([name, ...args])}\n`)
  }

  async answer(): Promise<Answer> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error('The process ended')
    return JSON.parse(value) as Answer
  }

  call(name: string, ...args: unknown[]): Promise<Answer> {
    this.send(name, ...args)
    return this.answer()
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const exited = once(this.process, 'exit')
    this.process.kill(signal)
    if (signal === 'SIGKILL') await exited
  }
}
