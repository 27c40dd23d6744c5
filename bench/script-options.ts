import { parseArgs } from 'node:util'

/** What a number that a script takes is by default, and what it means. */
export type ScriptOption = readonly [value: number, meaning: string]

/**
 * Reads a script's options: numbers, and `--out`, a file for its results. Prints them for `--help`, and ends the process
 * then and for what is no number.
 */
export function readOptions<Name extends string>(
  purpose: string,
  numbers: Readonly<Record<Name, ScriptOption>>,
): { readonly options: Readonly<Record<Name, number>>; readonly out: string | undefined } {
  const names = Object.keys(numbers) as Name[]
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' } as const])),
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    const lines = names.map((name) => `  --${name.padEnd(10)} ${numbers[name][1]} (${numbers[name][0]})`)
    console.log([purpose, '', ...lines, '  --out        file that the results are written to, as JSON'].join('\n'))
    process.exit(0)
  }
  const given = values as Readonly<Record<string, string | undefined>>
  const options = Object.fromEntries(names.map((name) => [name, Number(given[name] ?? numbers[name][0])])) as Record<Name, number>
  const wrong = names.find((name) => Number.isNaN(options[name]))
  if (wrong !== undefined) {
    console.error(`--${wrong} takes a number, not ${given[wrong]}`)
    process.exit(2)
  }
  return { options, out: given.out }
}
