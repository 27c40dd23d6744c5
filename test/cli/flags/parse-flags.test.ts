import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagName, type Flags } from '../../../src/cli/flags/flag.js'
import { parseFlags } from '../../../src/cli/flags/parse-flags.js'
import { UsageError } from '../../../src/cli/flags/usage-error.js'

const FLAGS = {
  what: { kind: 'argument', choices: ['entries', 'lookups'], default: 'entries', describe: 'what to list' },
  dataFile: { kind: 'text', value: 'FILE', describe: 'the data', required: true },
  outFile: { kind: 'text', value: 'FILE', describe: 'the result' },
  threshold: { kind: 'number', value: 'N', min: -1, max: 1, describe: 'the threshold', default: 0.5 },
  limit: { kind: 'number', value: 'N', min: 1, max: 10, isWhole: true, describe: 'how many' },
  kind: { kind: 'choice', choices: ['pair', 'embedding-mlp'], describe: 'which kind', default: 'pair' },
  json: { kind: 'switch', describe: 'JSON' },
  help: { kind: 'switch', describe: 'help' },
} as const satisfies Flags

describe('parseFlags', () => {
  it('fills in defaults, and leaves the rest undefined', () => {
    expect(parseFlags(FLAGS, ['--data-file', 'a.jsonl'])).toEqual({
      what: 'entries',
      dataFile: 'a.jsonl',
      outFile: undefined,
      threshold: 0.5,
      limit: undefined,
      kind: 'pair',
      json: false,
      help: false,
    })
  })

  it('reads every kind of flag, in any order and in both ways of writing', () => {
    const words = ['--json', '--threshold', '-0.25', 'lookups', '--limit=7', '--kind', 'embedding-mlp', '--data-file=--odd']
    expect(parseFlags(FLAGS, words)).toMatchObject({
      what: 'lookups',
      dataFile: '--odd',
      threshold: -0.25,
      limit: 7,
      kind: 'embedding-mlp',
      json: true,
    })
  })

  it('keeps a text as it was given, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        expect(parseFlags(FLAGS, [`--data-file=${text}`]).dataFile).toBe(text)
      }),
    )
  })

  it('takes words after -- for arguments', () => {
    expect(parseFlags(FLAGS, ['--data-file', 'a', '--', 'lookups']).what).toBe('lookups')
  })

  it('gives help although something required is missing', () => {
    expect(parseFlags(FLAGS, ['--help'])).toMatchObject({ help: true, dataFile: undefined })
    expect(parseFlags(FLAGS, ['-h']).help).toBe(true)
  })

  it.each([
    ['a required flag that is missing', []],
    ['an unknown flag', ['--data-file', 'a', '--nonsense']],
    ['an unknown short flag', ['--data-file', 'a', '-x']],
    ['a flag in the spelling of the code', ['--dataFile', 'a']],
    ['a flag without its value', ['--data-file']],
    ['a flag where a value is due', ['--data-file', '--json']],
    ['an empty value', ['--data-file', '']],
    ['a value for a switch', ['--data-file', 'a', '--json=yes']],
    ['a flag given twice', ['--data-file', 'a', '--data-file', 'b']],
    ['a switch given twice', ['--data-file', 'a', '--json', '--json']],
    ['a stray word', ['--data-file', 'a', 'lookups', 'entries']],
    ['an argument that is none', ['--data-file', 'a', 'everything']],
    ['a number that is none', ['--data-file', 'a', '--threshold', 'high']],
    ['a number that is empty', ['--data-file', 'a', '--threshold=']],
    ['a number that is blank', ['--data-file', 'a', '--threshold', ' ']],
    ['NaN', ['--data-file', 'a', '--threshold', 'NaN']],
    ['a number out of range', ['--data-file', 'a', '--threshold', '1.01']],
    ['a fraction where a whole number is due', ['--data-file', 'a', '--limit', '1.5']],
    ['a choice that is none', ['--data-file', 'a', '--kind', 'tree']],
    ['an option of the prototype', ['--data-file', 'a', '--constructor', 'b']],
  ])('refuses %s', (_, words) => {
    expect(() => parseFlags(FLAGS, words)).toThrow(UsageError)
  })

  it('never fails with anything but a usage error', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('--data-file', '--json', '--limit=3', '-h', '--', '--kind', '__proto__'))
    fc.assert(
      fc.property(fc.array(word), (words) => {
        try {
          expect(typeof parseFlags(FLAGS, words).json).toBe('boolean')
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
    )
  })
})

describe('flagName', () => {
  it('writes names of the code as flags', () => {
    expect(['json', 'dbPath', 'maxFalseHitRate'].map(flagName)).toEqual(['--json', '--db-path', '--max-false-hit-rate'])
  })
})
