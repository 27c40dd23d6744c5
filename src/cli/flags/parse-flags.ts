import { parseArgs } from 'node:util'
import { type Flag, flagName, type Flags, type FlagValues } from './flag.js'
import { parseValue } from './parse-value.js'
import { suggest } from './suggest.js'
import { UsageError } from './usage-error.js'

/**
 * Reads the words after a command's name. Throws `UsageError` for a flag that is unknown, given twice or without its
 * value, for a value that does not fit, for a stray word, and for a required flag that is missing.
 */
export function parseFlags<F extends Flags>(flags: F, words: readonly string[]): FlagValues<F> {
  const given = new Map<string, string | true>()
  for (const token of tokensOf(flags, words)) {
    if (token.kind === 'option-terminator') continue
    const [name, value] = token.kind === 'option' ? readFlag(flags, token) : readArgument(flags, token.value)
    if (given.has(name)) throw new UsageError(`${label(flags, name)} is given twice. Give it once`)
    given.set(name, value)
  }
  // Help is given whatever else is missing.
  const isHelp = given.get('help') === true
  const values = Object.entries(flags).map(([name, flag]) => [name, valueOf(name, flag, given.get(name), isHelp)])
  return Object.fromEntries(values) as FlagValues<F>
}

type Token = ReturnType<typeof tokensOf>[number]

function tokensOf(flags: Flags, words: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(flags)
      .filter(([, flag]) => flag.kind !== 'argument')
      .map(([name, flag]) => [
        flagName(name).slice(2),
        { type: flag.kind === 'switch' ? ('boolean' as const) : ('string' as const), ...(name === 'help' && { short: 'h' }) },
      ]),
  )
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

function readFlag(flags: Flags, token: Extract<Token, { kind: 'option' }>): [string, string | true] {
  const { rawName, value, inlineValue } = token
  const name = Object.keys(flags).find((known) => flags[known]!.kind !== 'argument' && flagName(known) === `--${token.name}`)
  if (name === undefined) {
    const known = Object.keys(flags).filter((each) => flags[each]!.kind !== 'argument')
    throw new UsageError(`There is no flag ${rawName}.${suggest(rawName, known.map(flagName))}`)
  }
  if (flags[name]!.kind === 'switch') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, and ${value} was given`)
    return [name, true]
  }
  if (value === undefined) throw new UsageError(`${rawName} needs a value`)
  if (!inlineValue && value.startsWith('-') && !Number.isFinite(Number(value)) && value !== '-') {
    throw new UsageError(`${rawName} needs a value; if ${value} is meant to be it, write ${rawName}=${value}`)
  }
  return [name, value]
}

function readArgument(flags: Flags, word: string): [string, string] {
  const name = Object.keys(flags).find((known) => flags[known]!.kind === 'argument')
  if (name === undefined) throw new UsageError(`The word ${word} has no place here. Values follow a flag, as in --data FILE`)
  return [name, word]
}

function valueOf(name: string, flag: Flag, given: string | true | undefined, isHelp: boolean): unknown {
  if (flag.kind === 'switch') return given === true
  if (typeof given === 'string') return parseValue(label({ [name]: flag }, name), flag, given)
  if ('required' in flag && !isHelp) throw new UsageError(`${flagName(name)} is missing: ${flag.describe}`)
  return flag.default
}

function label(flags: Flags, name: string): string {
  return flags[name]!.kind === 'argument' ? 'The argument' : flagName(name)
}
