import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import type { ExitCode } from '../../src/cli/exit-code.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import type { Memory } from '../../src/memory/memory.js'
import { MemoryService } from '../../src/memory/memory-service.js'
import { memorySettings } from '../memory/requests.js'
import { RecordedTerminal } from './recorded-terminal.js'

/** What a command line did. */
export interface Ran {
  readonly exitCode: ExitCode
  /** What went to stdout. */
  readonly data: string
  /** What went to stderr. */
  readonly words: string
  readonly questions: readonly string[]
  /** The data as JSON. */
  readonly json: () => unknown
}

/** The real commands on a recorded terminal, and a folder of each test's own with a database. */
export class CommandLineOfTest {
  folder = ''

  /** Registers setting up and tearing down with the calling file. */
  constructor() {
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'smartmemo-cli-'))
    })
    afterEach(() => rm(this.folder, { recursive: true, force: true }))
  }

  get dbPath(): string {
    return join(this.folder, 'cache.db')
  }

  path = (name: string): string => join(this.folder, name)

  /** Opens the database as a cache would, lets `work` fill it, and closes it. */
  fill = async (work: (memory: Memory) => Promise<unknown>): Promise<void> => {
    const memory = new MemoryService()
    await memory.open(memorySettings({ dbPath: this.dbPath }))
    try {
      await work(memory)
    } finally {
      await memory.close()
    }
  }

  /** Runs a command on the test's database. */
  run = async (words: readonly string[], terminal = new RecordedTerminal()): Promise<Ran> => {
    const line = { commands: COMMANDS, terminal, version: '0.0.0', debug: true }
    const exitCode = await runCommandLine([...words, '--db-path', this.dbPath], line)
    const { data, questions } = terminal
    return { exitCode, data: data.text, words: terminal.words.text, questions, json: () => JSON.parse(data.text) as unknown }
  }
}
