import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const VENDOR = new URL('../../dist/src/encoder/transformers/vendor/', import.meta.url)

describe('the bundled tokenizer', () => {
  it('the bundled tokenizer ships with the licence of its authors and says where it is from', async () => {
    const [licence, code] = await Promise.all(
      ['LICENSE', 'xenova-tokenizer.js'].map((name) => readFile(new URL(name, VENDOR), 'utf8')),
    )
    expect(licence).toContain('Apache License')
    expect(code).toMatch(/^\/\* The tokenizers of @xenova\/transformers \d+\.\d+\.\d+ \(Apache-2\.0, see LICENSE\)/)
  })

  it('the bundled tokenizer imports nothing, so that it needs no package, network, file or native addon', async () => {
    const code = await readFile(new URL('xenova-tokenizer.js', VENDOR), 'utf8')
    expect(code.match(/\bimport\b\s*[\w{(*"']|\brequire\s*\(|\bfetch\s*\(|\bexport\b[^;]*\bfrom\b/g)).toBeNull()
    const { PreTrainedTokenizer } = (await import(new URL('xenova-tokenizer.js', VENDOR).href)) as Record<string, unknown>
    expect(PreTrainedTokenizer).toBeTypeOf('function')
  })
})
