import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/cli/commands.js'
import { COMMON_FLAGS } from '../../../src/cli/flags/common-flags.js'
import { parseFlags } from '../../../src/cli/flags/parse-flags.js'

describe.each(COMMANDS)('smartmemo $name --help', ({ name, load }) => {
  it('has examples that are command lines of that command', async () => {
    const { examples, flags } = await load()
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      const [program, command, ...words] = example.split(' ')
      expect([program, command]).toEqual(['smartmemo', name])
      expect(parseFlags({ ...flags, ...COMMON_FLAGS }, words).help).toBe(false)
    }
  })

  it('has no flag that every command has', async () => {
    const { flags } = await load()
    expect(Object.keys(flags).filter((flag) => flag in COMMON_FLAGS)).toEqual([])
  })
})
