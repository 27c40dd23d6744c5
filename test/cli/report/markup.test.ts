import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markup } from '../../../src/cli/report/markup.js'

describe('markup', () => {
  it('lets no text that is put in become markup, also within attributes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inside = markup`<p title="${text}">${text}</p>`.text.slice('<p title="'.length, -'</p>'.length)
        expect(inside.split('">')).toHaveLength(2)
        expect(inside.replace('">', '')).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/)
      }),
    )
  })

  it('keeps markup that is put in, one or several', () => {
    const item = markup`<li>${'a & b'}</li>`
    expect(markup`<ul>${[item, item]}</ul>`.text).toBe('<ul><li>a &amp; b</li>\n<li>a &amp; b</li></ul>')
  })
})
