import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMMANDS, type CommandEntry } from '../../src/cli/commands.js'
import { EXIT } from '../../src/cli/exit-code.js'
import { COMMON_FLAGS } from '../../src/cli/flags/common-flags.js'
import type { Flag, Flags } from '../../src/cli/flags/flag.js'
import { runCommandLine } from '../../src/cli/run-command-line.js'
import { RecordedTerminal } from '../cli/recorded-terminal.js'
import { fuzz } from './fuzz.js'
import { mutatedText } from './mutations.js'
import { readSeed } from './seeds.js'

const lines = readSeed('command-lines.txt')
  .toString()
  .trim()
  .split('\n')
  .map((line) => line.split(' '))
const words = [...new Set(lines.flat())]

const oddWord = fc.oneof(
  mutatedText(...words),
  fc.constantFrom(
    '',
    '-',
    '--',
    '---',
    '-h',
    '--no-json',
    '--json=true',
    '--=',
    '--__proto__=1',
    '--constructor',
    '--to-string',
    '1e999',
    '-0',
    'NaN',
    '\0',
  ),
)

/** A command line of the seeds with words changed, put in, taken out or exchanged. */
const commandLine = fc
  .tuple(
    fc.constantFrom(...lines),
    fc.array(
      fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 2 }), fc.array(fc.oneof(fc.constantFrom(...words), oddWord), { maxLength: 2 })),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([line, changes]) => {
    const changed = [...line]
    for (const [at, removed, added] of changes) changed.splice(at, removed, ...added)
    return changed
  })

/** The commands with their flags, and nothing done: what they would do it with is kept. */
function idleCommands(received: { flags: Flags; values: Readonly<Record<string, unknown>> }[]): CommandEntry[] {
  return COMMANDS.map((entry) => ({
    ...entry,
    load: async () => {
      const command = await entry.load()
      const flags: Flags = { ...command.flags, ...COMMON_FLAGS }
      return { ...command, run: async (values: object) => (received.push({ flags, values: { ...values } }), EXIT.done) }
    },
  }))
}

function fits(flag: Flag, value: unknown): boolean {
  if (flag.kind === 'switch') return typeof value === 'boolean'
  if (value === undefined) return flag.kind !== 'argument' && !('required' in flag)
  if (flag.kind === 'text') return typeof value === 'string'
  if (flag.kind === 'number') return typeof value === 'number' && value >= flag.min && value <= flag.max
  return flag.choices.includes(value as string)
}

test('whatever words are given, a command runs with values that fit, or says what is wrong with them', async () => {
  await fuzz(commandLine, 8, async (given) => {
    const terminal = new RecordedTerminal()
    const received: { flags: Flags; values: Readonly<Record<string, unknown>> }[] = []
    const commands = idleCommands(received)
    const exitCode = await runCommandLine(given, { commands, terminal, version: '0.0.0', debug: false })
    expect([EXIT.done, EXIT.wrongUsage], terminal.words.text).toContain(exitCode)
    expect(terminal.words.text).not.toContain('unexpected')
    if (exitCode === EXIT.wrongUsage) expect(terminal.words.text).not.toBe('')
    for (const { flags, values } of received) {
      expect(Object.keys(values).sort()).toEqual(Object.keys(flags).sort())
      for (const [name, flag] of Object.entries(flags))
        expect(fits(flag, values[name]), `${name}: ${String(values[name])}`).toBe(true)
    }
  })
})
