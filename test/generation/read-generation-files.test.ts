import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBasePrompts, readTemplateFile } from '../../src/generation/read-generation-files.js'

const slot = { slot: 'day', kind: 'date', values: [['Monday'], ['Tuesday'], ['Friday']] }
const template = { domain: 'd', form: 'request', ways: ['book {o} on {day}'], objects: [['a table']] }

describe('generation files', () => {
  let folder: string
  let path: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'smartmemo-generation-'))
    path = join(folder, 'file.jsonl')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const write = (...lines: object[]) => writeFile(path, lines.map((line) => JSON.stringify(line)).join('\n'))

  it('readTemplateFile reads slots and templates', async () => {
    await write(slot, template)
    const { slots, templates } = await readTemplateFile(path)
    expect([...slots.keys()]).toEqual(['day'])
    expect(templates).toEqual([{ ...template, opposites: [], swaps: [], symmetric: [] }])
  })

  it.each([
    ['a slot that no earlier line defines', [template, slot], 1],
    ['a way without the object that others have', [slot, { ...template, ways: ['book {o}', 'book it'] }], 2],
    ['an unknown field', [slot, { ...template, colour: 'red' }], 2],
    ['a kind that does not exist', [{ ...slot, kind: 'colour' }], 1],
    ['a swap of an unknown slot', [slot, { ...template, swaps: ['city'] }], 2],
  ])('readTemplateFile refuses %s, naming the line', async (_, lines, line) => {
    await write(...lines)
    await expect(readTemplateFile(path)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE', details: { line } })
  })

  it('readBasePrompts refuses a line without a prompt', async () => {
    await write({ domain: 'd', prompt: 'Hello' }, { domain: 'd' })
    await expect(readBasePrompts(path)).rejects.toMatchObject({ code: 'SMARTMEMO_INVALID_LINE', details: { line: 2 } })
  })
})
