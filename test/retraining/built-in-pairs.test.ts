import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { GENERATION_FILES } from '../../src/compose/package-paths.js'
import { readBasePrompts, readTemplateFile } from '../../src/generation/read-generation-files.js'
import { splitKeyOf } from '../../src/pairs/prompt-groups.js'
import { makeBuiltInPairs } from '../../src/retraining/built-in-pairs.js'

describe('makeBuiltInPairs', { timeout: 60_000 }, () => {
  it('makes hundreds of traps of every kind whose prompts stand in no replay and no matching pair', async () => {
    const { replay, matching, traps } = await makeBuiltInPairs({
      templates: await readTemplateFile(fileURLToPath(GENERATION_FILES.templates)),
      prompts: await readBasePrompts(fileURLToPath(GENERATION_FILES.prompts)),
    })
    expect(traps.length).toBeGreaterThan(400)
    expect(new Set(traps.map(({ kind }) => kind)).size).toBe(9)
    expect(traps.every(({ label }) => label === 0)).toBe(true)
    const others = new Set([...replay, ...matching].flatMap(({ promptA, promptB }) => [splitKeyOf(promptA), splitKeyOf(promptB)]))
    expect(traps.filter(({ promptA, promptB }) => others.has(splitKeyOf(promptA)) || others.has(splitKeyOf(promptB)))).toEqual([])
  })
})
