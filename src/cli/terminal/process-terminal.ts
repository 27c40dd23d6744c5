import { createInterface } from 'node:readline/promises'
import { CommandFailure } from '../command-failure.js'
import { ProcessOutput } from './process-output.js'
import type { Terminal } from './terminal.js'

/** Exit code of a process that Ctrl-C ended, by the convention of shells. */
const INTERRUPTED = 130

/** The terminal that this process was started from. */
export function processTerminal(): Terminal {
  const data = new ProcessOutput(process.stdout, process.env)
  const words = new ProcessOutput(process.stderr, process.env)
  let interruption: AbortSignal | undefined
  return {
    data,
    words,
    ask: async (question) => {
      if (!process.stdin.isTTY || !words.isTty) return null
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)))
      try {
        return await Promise.race([lines.question(question), closed])
      } finally {
        lines.close()
      }
    },
    interruption: () => (interruption ??= listenForInterruption()),
  }
}

function listenForInterruption(): AbortSignal {
  const controller = new AbortController()
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED)
    controller.abort(new CommandFailure('Interrupted'))
  })
  return controller.signal
}
