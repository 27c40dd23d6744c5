import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import { COMMON_FLAGS } from '../../src/cli/flags/common-flags.js'
import { flagName } from '../../src/cli/flags/flag.js'

const page = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8')

describe('docs/cli.md', () => {
  it.each(COMMANDS)('names $name', ({ name }) => {
    expect(page).toContain(`\`${name}\``)
  })

  it('names no flag that no command has', async () => {
    const commands = await Promise.all(COMMANDS.map(({ load }) => load()))
    const known = new Set(
      [COMMON_FLAGS, ...commands.map(({ flags }) => flags)].flatMap((flags) => Object.keys(flags).map(flagName)),
    )
    known.add('--flag')
    expect((page.match(/--[a-z][a-z-]+/g) ?? []).filter((flag) => !known.has(flag))).toEqual([])
  })
})
