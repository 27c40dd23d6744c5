import { describe, expect, it } from 'vitest'
import { CommandFailure } from '../../src/cli/command-failure.js'
import { type Command, defineCommand } from '../../src/cli/command.js'
import type { CommandEntry } from '../../src/cli/commands.js'
import { EXIT } from '../../src/cli/exit-code.js'
import { UsageError } from '../../src/cli/flags/usage-error.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { OutputClosedError } from '../../src/cli/terminal/terminal.js'
import { FileAccessError, InvalidOptionError } from '../../src/errors/index.js'
import { RecordedTerminal } from './recorded-terminal.js'

const greet = defineCommand({
  description: 'Says hello at length.',
  flags: { name: { kind: 'text', value: 'NAME', describe: 'whom to greet', required: true } },
  examples: ['smartmemo greet --name you'],
  async run({ name, dbPath, json }, terminal) {
    await terminal.data.write(`hello ${name} from ${dbPath}${json ? ' in JSON' : ''}`)
    return EXIT.gatesNotPassed
  },
})

function failingWith(error: unknown): Command {
  return defineCommand({
    description: '',
    flags: {},
    examples: [],
    async run() {
      throw error as Error
    },
  })
}

async function run(words: string[], { failure, debug = false }: { failure?: unknown; debug?: boolean } = {}) {
  const terminal = new RecordedTerminal()
  const commands: CommandEntry[] = [
    { name: 'greet', summary: 'Say hello', load: async () => greet },
    { name: 'fail', summary: 'Fail', load: async () => failingWith(failure) },
  ]
  const exitCode = await runCommandLine(words, { commands, terminal, version: '1.2.3', debug })
  return { exitCode, data: terminal.data.text, words: terminal.words.text }
}

describe('runCommandLine', () => {
  it('runs a command with its values and passes its exit code on', async () => {
    expect(await run(['greet', '--name', 'you', '--json'])).toEqual({
      exitCode: 3,
      data: 'hello you from .smartmemo/cache.db in JSON',
      words: '',
    })
  })

  it('prints the version and the list of commands as data', async () => {
    expect(await run(['--version'])).toEqual({ exitCode: 0, data: '1.2.3\n', words: '' })
    for (const words of [['--help'], ['-h'], ['help']]) {
      const { exitCode, data } = await run(words)
      expect(exitCode).toBe(0)
      expect(data).toMatch(/greet +Say hello/)
    }
  })

  it('prints the help of a command without running it', async () => {
    for (const words of [
      ['greet', '--help'],
      ['help', 'greet'],
      ['greet', '--name', 'you', '-h'],
    ]) {
      const { exitCode, data } = await run(words)
      expect(exitCode).toBe(0)
      for (const part of ['Says hello at length.', '--name NAME', '--db-path FILE', 'smartmemo greet --name you'])
        expect(data).toContain(part)
    }
  })

  it('shows the list of commands as words when there is no command, which is wrong usage', async () => {
    const { exitCode, data, words } = await run([])
    expect([exitCode, data]).toEqual([2, ''])
    expect(words).toContain('greet')
  })

  it.each([
    [['gret', '--name', 'you'], 'greet'],
    [['greet', '--nmae', 'you'], '--name'],
    [['--json', 'greet'], 'first'],
    [['greet'], '--name'],
    [['greet', '--name', 'you', '--db-path', ':memory:'], ':memory:'],
  ])('calls %j wrong usage and says what would be right', async (line, hint) => {
    const { exitCode, data, words } = await run(line)
    expect([exitCode, data]).toEqual([2, ''])
    expect(words).toContain(hint)
  })

  it.each([
    ['a usage error', new UsageError('x'), 2],
    ['an option that cannot be used', new InvalidOptionError({ option: 'a', value: 'b', allowed: 'c' }), 2],
    ['another error of the library', new FileAccessError({ path: 'a', action: 'read', reason: 'b' }), 1],
    ['a command that cannot do it', new CommandFailure('x'), 1],
    ['a bug', new TypeError('x is not a function'), 1],
    ['something that is no error', 'oops', 1],
  ])('turns %s into its exit code, without a stack', async (_, failure, expected) => {
    const { exitCode, data, words } = await run(['fail'], { failure })
    expect([exitCode, data]).toEqual([expected, ''])
    expect(words).toMatch(/^error: /)
    expect(words).not.toMatch(/^ +at /m)
  })

  it('shows stack and cause with DEBUG', async () => {
    const failure = new FileAccessError({ path: 'a', action: 'read', reason: 'b' }, { cause: new Error('the cause') })
    const { words } = await run(['fail'], { failure, debug: true })
    expect(words).toMatch(/^ +at /m)
    expect(words).toContain('the cause')
  })

  it('ends silently and well when the reader of its data went away', async () => {
    expect(await run(['fail'], { failure: new OutputClosedError() })).toEqual({ exitCode: 0, data: '', words: '' })
  })

  it('still has an exit code when even the failure cannot be said', async () => {
    const terminal = new RecordedTerminal()
    terminal.words.write = () => Promise.reject(new Error('closed'))
    const line = { commands: [], terminal, version: '1', debug: false }
    expect(await runCommandLine(['nothing'], line)).toBe(EXIT.failed)
  })
})
